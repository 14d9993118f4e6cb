//! The program `arkiv`.

use std::process::ExitCode;

fn main() -> ExitCode {
    styringsarkiv::cli::main()
}
