"""What all stages speak of: facts of pages, the contract, names, findings. It knows no stage."""
