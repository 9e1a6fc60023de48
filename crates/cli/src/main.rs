//! The gongbao program, see the library beside it.

fn main() -> std::process::ExitCode {
    gongbao_cli::main()
}
