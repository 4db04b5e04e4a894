"""``soapstone test``: proves services by the samples of their own pages."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import click

from soapstone.commands.arguments import json_option, services_argument, specs_option
from soapstone.commands.exit_codes import ExitCode
from soapstone.commands.printing import (
    print_document,
    print_error,
    print_lines,
    progress_on_terminal,
    reporting,
    specs_place,
)
from soapstone.proving import report
from soapstone.proving.proof import Proof
from soapstone.proving.run import prove
from soapstone.run.pipeline import chosen


@click.command()
@services_argument
@click.option("-v", "--verbose", is_flag=True, help="Name all that was not tried.")
@click.option("-q", "--quiet", is_flag=True, help="Print failures and errors only.")
@specs_option
@json_option
def test(
    services: tuple[str, ...], specs: Path, quiet: bool, verbose: bool, as_json: bool
) -> int:
    """Test every SERVICE (default: all of them) by the samples of its pages; write nothing.

    Each sample is filled with values, read and written by the code that `generate` makes, read
    again, and validated by xmlschema against the XSD. Where there is a WSDL, its messages are tried
    as well, and its own schemas validate, too. Exit code 0: all came back the same; 1: one
    did not; 2: a service cannot be generated, or an input cannot be read.
    """
    with reporting(verbose, as_json):
        code, proofs, place = ExitCode.OK, [], specs_place()
        for proof in _proofs(specs, services, quiet=quiet or as_json):
            if as_json:
                proofs.append(proof)
            elif not quiet:
                print_lines(report.lines(proof), sys.stdout)
                print_lines(
                    report.untried(proof, full=verbose, place=place), sys.stdout
                )
            print_lines(report.failures(proof, place), sys.stderr)
            if proof.failures:
                code = max(code, ExitCode.FAILED)
            if proof.error:
                print_error(proof.error, proof.service)
                code = ExitCode.ERROR
        if as_json:
            print_document(code, report.as_values(proofs))
        return code


def _proofs(specs: Path, services: Sequence[str], *, quiet: bool) -> Iterator[Proof]:
    """Test one service after the other, and show on a terminal which one it is."""
    for folder in chosen(specs, services):
        with progress_on_terminal(quiet=quiet) as progress:
            progress(folder.name)
            found = list(prove(specs, [folder.name]))
        yield from found
