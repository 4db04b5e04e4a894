// The types behind the pages of specs/, as far as the pages tell.
using System;
using System.Collections.Generic;
using System.Net;
using System.Runtime.Serialization;
using System.Xml.Serialization;
using Metering.Models;
using ServiceStack;

[assembly: ContractNamespace(
  "http://schemas.datacontract.org/2004/07/PwC.Metering.Core.Domain.Concretes.Models",
  ClrNamespace = "Metering.Models")]
[assembly: ContractNamespace(
  "http://schemas.datacontract.org/2004/07/PwC.Metering.Core.Services.Contracts.Requests",
  ClrNamespace = "Metering.Requests")]
[assembly: ContractNamespace(
  "http://schemas.datacontract.org/2004/07/PwC.Metering.Core.Services.Contracts.Responses",
  ClrNamespace = "Metering.Responses")]

namespace Metering.Models {
  public class Account {
    public string Address;
    public string Address2;
    public DateTime? BirthDate;
    public string BirthDateRaw;
    public string City;
    public string Company;
    public string Country;
    public DateTime CreatedDate;
    public string Culture;
    public string DigestHa1Hash;
    public string DisplayName;
    public string Email;
    public string FirstName;
    public string FullName;
    public string Gender;
    public int Id;
    public int Index;
    public int InvalidLoginAttempts;
    public string Language;
    public DateTime? LastLoginAttempt;
    public string LastName;
    public DateTime? LockedDate;
    public string MailAddress;
    public Dictionary<string, string> Meta;
    public DateTime ModifiedDate;
    public string Nickname;
    public string PasswordHash;
    public List<string> Permissions;
    public string PhoneNumber;
    public string PostalCode;
    public string PrimaryEmail;
    public string ProfileUrl;
    public int? RefId;
    public string RefIdStr;
    public List<string> Roles;
    public string Salt;
    public string State;
    public string TimeZone;
    public string UserName;
  }

  public class Order {
    public int AccountId;
    public string ClientIPAddress;
    public DateTime CreationDate;
    public string DataName;
    public string DataType;
    public DateTime ExpiryDate;
    public int Id;
    public bool IsTest;
    public string Name;
    public string ProcessType;
    public int ProductId;
    public TimeSpan RequestDuration;
    public string RequestHttpMethod;
    public DateTime RequestTimestamp;
    public string RequestUri;
    public HttpStatusCode ResponseStatusCode;
    public DateTime ResponseTimestamp;
    public string ServiceName;
    public string UnitOfMeasurement;
  }

  public class Product {
    public string Description;
    public int Id;
    public int Index;
    public string Name;
    public List<string> Tags;
    public string Version;
  }
}

namespace Metering.Requests {
  public class BatchRegisterAccounts {
    public List<Account> Accounts;
  }
}

namespace Metering.Responses {
  public class Response {
    public ResponseStatus ResponseStatus;
  }

  public class AccountResponse : Response {  // the sample shows ResponseStatus before Account
    public Account Account;
    public int Index;
    public List<Order> Orders;
    public List<Product> Products;
  }
}

namespace ServiceStack {
  [DataContract(Namespace = "http://schemas.servicestack.net/types")]
  public class ResponseError {
    [DataMember(Order = 1)] public string ErrorCode;
    [DataMember(Order = 2)] public string FieldName;
    [DataMember(Order = 3)] public string Message;
    [DataMember(Order = 4)] public Dictionary<string, string> Meta;
  }

  [DataContract(Namespace = "http://schemas.servicestack.net/types")]
  public class ResponseStatus {
    [DataMember(Order = 1)] public string ErrorCode;
    [DataMember(Order = 2)] public string Message;
    [DataMember(Order = 3)] public string StackTrace;
    [DataMember(Order = 4)] public List<ResponseError> Errors;
    [DataMember(Order = 5)] public Dictionary<string, string> Meta;
  }
}

namespace Tc2 {
  [XmlType(Namespace = "https://services.alarmnet.com/TC2/")]
  public class DeviceAuthorizingCode {
    public long LocationID;
    public long DeviceID;
    public string AuthorizingCode;
  }

  [XmlType(Namespace = "https://services.alarmnet.com/TC2/")]
  public class SyncStatus {
    public long DeviceID;
    public string DeviceName;
    public int TotalSteps;
    public int CurrentStep;
    public string Description;
    public string StatusText;
    public int ResultCode;
    public string ResultData;
  }

  [XmlRoot(Namespace = "https://services.alarmnet.com/TC2/")]
  public class SynchronizePanelUser {
    public string SessionID;
    public List<DeviceAuthorizingCode> DeviceList;
    public bool StatusOnly;
    public string AdditionalInput;
    public bool userCodeDirectPush;
  }

  [XmlRoot(Namespace = "https://services.alarmnet.com/TC2/")]
  public class SynchronizePanelUserResponse {
    public SynchronizePanelUserResult SynchronizePanelUserResult;
  }

  [XmlType(Namespace = "https://services.alarmnet.com/TC2/")]
  public class Result {  // specs/tc2/overrides.toml adds its members
    public int ResultCode;
    public string ResultData;
  }

  [XmlType(Namespace = "https://services.alarmnet.com/TC2/")]
  public class SynchronizePanelUserResult : Result {
    public List<SyncStatus> SynchronizationStatus;
  }
}
