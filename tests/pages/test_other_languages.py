"""Source in other languages than C# is recognised by its syntax, and never read as C#."""

from __future__ import annotations

import pytest

from soapstone.pages.plain import read_plain
from soapstone.pages.servicestack.other_languages import read_other_source
from tests.pages.support import PAGES, read, read_text
from tests.pages.test_header import samples

OPTIONS = "Options:\nDate: 2023-05-01 10:00:00\nVersion: 6.80\nBaseUrl: https://h\n"
ROUTE = 'Route("/moorings/{Id}", "GET,PUT")'
SOURCES = {
    "TypeScript": f"""/* {OPTIONS}*/
export interface IReturn<T> {{ createResponse(): T; }}
// @{ROUTE}
export class Moor implements IReturn<Moored>, IGet
{{
    public id?: number;
}}""",
    "JavaScript": f"""/* {OPTIONS}*/
"use strict";
export class Moor {{
    constructor(init) {{ Object.assign(this, init) }}
    getTypeName() {{ return 'Moor' }}
}}""",
    "VB.NET": f"""' {OPTIONS.replace(chr(10), chr(10) + "'")}
Namespace Global.Quay
    <{ROUTE}>
    Public Partial Class Moor
        Implements IReturn(Of Moored)
        Public Overridable Property Id As Integer
    End Class""",
    "F#": f"""(* {OPTIONS}*)
namespace Quay
    [<{ROUTE}>]
    [<AllowNullLiteral>]
    type Moor() =
        interface IReturn<Moored>
        member val Id:Int32 = new Int32() with get,set""",
    "Java": f"""/* {OPTIONS}*/
import java.math.*;
public class dtos
{{
    @Route(Path="/moorings/{{Id}}", Verbs="GET,PUT")
    public static class Moor implements IReturn<Moored>
    {{
        public Integer id = null;
    }}
}}""",
    "Kotlin": f"""/* {OPTIONS}*/
@Route(Path="/moorings/{{Id}}", Verbs="GET,PUT")
open class Moor : IReturn<Moored>
{{
    open var id:Int? = null
}}""",
    "Swift": f"""/* {OPTIONS}*/
import Foundation
// @{ROUTE}
public class Moor : IReturn, Codable
{{
    public typealias Return = Moored
    public var id:Int?
}}""",
    "Dart": f"""/* {OPTIONS}*/
import 'package:servicestack/servicestack.dart';
// @{ROUTE}
class Moor implements IReturn<Moored>, IConvertible
{{
    int? id;
}}""",
    "PHP": f"""<?php namespace dtos;
/* {OPTIONS}*/
// @{ROUTE}
#[Returns('Moored')]
class Moor implements IReturn, JsonSerializable
{{
    public function __construct(public int $id=0) {{}}
}}""",
    "Python": f'''""" {OPTIONS}"""
from dataclasses import dataclass, field
# @{ROUTE}
@dataclass
class Moor(IReturn[Moored]):
    id: Optional[int] = None''',
    "Go": f"""/* {OPTIONS}*/
package dtos
// @{ROUTE}
type Moor struct {{
    Id int
}}""",
    "Rust": f"""/* {OPTIONS}*/
// @{ROUTE}
#[derive(Debug)]
pub struct Moor {{
    pub id: i32,
}}""",
}


@pytest.mark.parametrize("language", sorted(set(SOURCES) - {"JavaScript"}))
def test_a_route_shows_what_a_source_is_without_its_options(language: str) -> None:
    found = read_text(SOURCES[language].replace("Options:", "")).findings
    assert [each.code for each in found] == ["other-language"]


@pytest.mark.parametrize("language", SOURCES)
def test_a_page_of_source_alone_says_what_it_is(language: str) -> None:
    facts = read_text(SOURCES[language])
    assert facts.operations == ()
    (finding,) = facts.findings
    assert finding.code == "other-language"
    assert f" in {language}, " in finding.found
    assert finding.decided == f"Nothing is read of the {language} source."


@pytest.mark.parametrize("language", sorted(set(SOURCES) - {"JavaScript"}))
def test_beside_samples_the_routes_of_the_request_are_read(language: str) -> None:
    heading = "Quay\n<back to all web services\nMoor\nMoors a ship.\n"
    facts = read_text(heading + SOURCES[language] + "\n" + samples())
    (operation,) = facts.operations
    assert (operation.name, operation.documentation) == ("Moor", "Moors a ship.")
    assert [(each.verbs, each.path) for each in operation.routes] == [
        (("GET", "PUT"), "/moorings/{Id}")
    ]
    assert (operation.classes, len(operation.exchanges)) == ((), 1)
    assert facts.findings[0].decided.startswith("Only the operation's routes are read")


@pytest.mark.parametrize(
    "page", ["FindOrders.csharp.html", "dtos.csharp.txt", "several.txt"]
)
def test_csharp_is_no_other_language(page: str) -> None:
    assert {each.code for each in read(f"made/{page}").findings} <= {"unread-row"}
    lines = read_plain(page, (PAGES / "made" / page).read_text(), markdown=False).lines
    assert read_other_source(lines) is None


def test_a_page_with_tables_is_read_by_them() -> None:
    table = "Moor Parameters:\nName | Parameter | Data Type | Required |\nId | path | int | Yes |"
    facts = read_text(f"{SOURCES['Kotlin']}\n{table}\n{samples()}")
    assert facts.findings == ()
    assert len(facts.operations[0].tables) == 1
