//! `cargo xtask bench mock`: `eks-iam mock` under load, beside moto's server and bare hyper, with one client in one run.
//!
//! Every answer is checked, faults are on for ours, and the CloudTrail file is counted. Needs Linux (memory is read from
//! /proc) and python3 with pip, which puts moto into a folder of its own.

use std::{
    fs,
    io::{BufRead, BufReader},
    net::{TcpListener, TcpStream},
    path::{Path, PathBuf},
    process::{Child, Command, ExitCode, Stdio},
    thread,
    time::{Duration, Instant},
};

use serde_json::Value;

use super::{benches, target};
use crate::run::{cargo, status};

/// Measures for so many seconds each, and prints what was seen beside the goals.
pub(super) fn run(root: &Path, seconds: u32) -> ExitCode {
    match measure(root, seconds) {
        Ok(text) => {
            eprint!("{text}");
            ExitCode::SUCCESS
        }
        Err(message) => {
            eprintln!("error: {message}");
            ExitCode::from(2)
        }
    }
}

/// A server under load, as it was seen from outside.
struct Seen {
    /// From its start to its first answer.
    start: Duration,
    /// Resident memory in kilobytes: before the first request, after a first second of load, at the end.
    memory: [u64; 3],
    /// What the client tells.
    load: Value,
}

impl Seen {
    fn number(&self, name: &str) -> f64 {
        self.load[name].as_f64().unwrap_or_default()
    }

    fn line(&self, name: &str) -> String {
        let [begin, warm, end] = self.memory.map(|it| it as f64 / 1024.0);
        format!(
            "  {name:12} {:9.0} requests/s   {} answers, {} of a fault, {} wrong   start {} ms   memory {begin:.1} MB, {warm:.1} \
             MB under load, {end:.1} MB at the end\n",
            self.number("per_second"),
            self.load["answers"],
            self.load["faulty"],
            self.load["wrong"],
            self.start.as_millis(),
        )
    }
}

fn measure(root: &Path, seconds: u32) -> Result<String, String> {
    let target = target(root);
    let programs = build(root, &target)?;
    let moto = install_moto(&target)?;
    let (ours, lost) = measure_ours(&programs, &target, seconds)?;
    let bare = measure_bare(&programs, seconds)?;
    let moto = measure_moto(&programs, &moto, seconds)?;
    let ratio = ours.number("per_second") / moto.number("per_second").max(1.0);
    let start = ours.start.as_secs_f64() / moto.start.as_secs_f64();
    let memory = ours.memory[2] as f64 / moto.memory[2].max(1) as f64;
    let growth = ours.memory[2] as f64 / ours.memory[1].max(1) as f64;
    let mark = super::mark;
    Ok(format!(
        "\nmock, {CONNECTIONS} connections, {seconds} s each; the client shares the machine\n{}{}{}\
         \x20 {} {ratio:.1} times moto's requests a second (goal: 50)\n\
         \x20 {} {:.2} of bare hyper's\n\
         \x20 {} wrong answers: {}\n  {} lost records: {lost}\n\
         \x20 {} start: {start:.3} of moto's (goal: 0.1)\n  {} memory: {memory:.3} of moto's (goal: 0.1)\n\
         \x20 {} memory from the first second to the last: times {growth:.2} (goal: 1.1)\n{}",
        ours.line("ours"),
        bare.line("bare hyper"),
        moto.line("moto"),
        mark(ratio >= 50.0),
        mark(true),
        ours.number("per_second") / bare.number("per_second").max(1.0),
        mark(ours.load["wrong"] == 0),
        ours.load["wrong"],
        mark(lost == 0),
        mark(start <= 0.1),
        mark(memory <= 0.1),
        mark(growth <= 1.1),
        example(&ours),
    ))
}

/// The first wrong answer, where there was one.
fn example(seen: &Seen) -> String {
    seen.load["example"]
        .as_str()
        .filter(|it| !it.is_empty())
        .map(|it| format!("\n{it}\n"))
        .unwrap_or_default()
}

struct Programs {
    eks_iam: PathBuf,
    load: PathBuf,
    bare: PathBuf,
}

fn build(root: &Path, target: &Path) -> Result<Programs, String> {
    let mut tools = benches(
        root,
        target,
        &["build", "--release", "--quiet", "--bin", "load", "--bin", "bare"],
        "--features=mock",
    );
    done(&mut tools)?;
    done(cargo(root).args([
        "build",
        "--release",
        "--quiet",
        "--package",
        "eks-iam-cli",
        "--bin",
        "eks-iam",
    ]))?;
    let built = std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root.join("target"), PathBuf::from);
    Ok(Programs {
        eks_iam: built.join("release/eks-iam"),
        load: target.join("release/load"),
        bare: target.join("release/bare"),
    })
}

fn install_moto(target: &Path) -> Result<PathBuf, String> {
    let venv = target.join(format!("moto-{MOTO}"));
    let server = venv.join("bin/moto_server");
    if !server.exists() {
        eprintln!("installing moto {MOTO} into {}", venv.display());
        done(Command::new("python3").args(["-m", "venv"]).arg(&venv))?;
        let package = format!("moto[server,sts,eks]=={MOTO}");
        let mut pip = Command::new(venv.join("bin/python"));
        done(pip.args(["-m", "pip", "--quiet", "--disable-pip-version-check", "install", &package]))?;
    }
    Ok(server)
}

/// Ours, with faults and with a CloudTrail file; tells too how many records are missing in it.
fn measure_ours(programs: &Programs, target: &Path, seconds: u32) -> Result<(Seen, i64), String> {
    let trail = target.join("bench-mock.jsonl");
    let begin = Instant::now();
    let mut command = Command::new(&programs.eks_iam);
    command.args(["mock", "--demo", "--format", "json", "--cloudtrail"]).arg(&trail).args(FAULTS);
    let mut server = Server::start(command.stdout(Stdio::piped()))?;
    let said: Value = serde_json::from_str(&server.first_line()?).map_err(|error| error.to_string())?;
    let variables = &said["environment"];
    let address =
        variables["HTTPS_PROXY"].as_str().unwrap_or_default().trim_start_matches("http://").to_owned();
    answers(&address)?;
    let start = begin.elapsed();
    let mut load = Command::new(&programs.load);
    for name in ["AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"] {
        load.env(name, variables[name].as_str().unwrap_or_default());
    }
    let (memory, load) = under_load(&server, load.args([&address, USER]), seconds)?;
    server.end(true)?;
    let file = fs::File::open(&trail).map_err(|error| format!("{}: {error}", trail.display()))?;
    let records = BufReader::new(file).lines().map_while(Result::ok).filter(|it| it.ends_with('}')).count();
    let _ = fs::remove_file(&trail);
    let answered = ["answers", "cut", "asked_before"].iter().filter_map(|it| load[*it].as_i64()).sum::<i64>();
    Ok((Seen { start, memory, load }, answered - i64::try_from(records).unwrap_or_default()))
}

fn measure_bare(programs: &Programs, seconds: u32) -> Result<Seen, String> {
    let begin = Instant::now();
    let mut server = Server::start(Command::new(&programs.bare).stdout(Stdio::piped()))?;
    let address = format!("127.0.0.1:{}", server.first_line()?.trim());
    answers(&address)?;
    let start = begin.elapsed();
    let (memory, load) = under_load(&server, Command::new(&programs.load).args([&address, "-"]), seconds)?;
    server.end(false)?;
    Ok(Seen { start, memory, load })
}

fn measure_moto(programs: &Programs, moto: &Path, seconds: u32) -> Result<Seen, String> {
    // Somebody else may take the port in between; then the server says so and this ends.
    let free =
        TcpListener::bind("127.0.0.1:0").and_then(|it| it.local_addr()).map_err(|it| it.to_string())?;
    let begin = Instant::now();
    let mut command = Command::new(moto);
    command.args(["-H", "127.0.0.1", "-p", &free.port().to_string()]);
    let server = Server::start(command.stdout(Stdio::null()).stderr(Stdio::null()))?;
    answers(&free.to_string())?;
    let start = begin.elapsed();
    let mut load = Command::new(&programs.load);
    load.env("AWS_ACCESS_KEY_ID", "AKIAIOSFODNN7EXAMPLE").env("AWS_SECRET_ACCESS_KEY", "secret");
    let arn = "arn:aws:sts::123456789012:user/moto";
    let (memory, load) = under_load(&server, load.args([&free.to_string(), arn]), seconds)?;
    server.end(false)?;
    Ok(Seen { start, memory, load })
}

/// Runs the client, and looks at the server's memory meanwhile.
fn under_load(server: &Server, load: &mut Command, seconds: u32) -> Result<([u64; 3], Value), String> {
    let begin = server.memory()?;
    let load = load.args([seconds.to_string(), CONNECTIONS.to_string()]).stdout(Stdio::piped());
    let client = load.spawn().map_err(|error| format!("{}: {error}", load.get_program().display()))?;
    thread::sleep(Duration::from_secs(1));
    let warm = server.memory()?;
    let output = client.wait_with_output().map_err(|error| error.to_string())?;
    let end = server.memory()?;
    let load = serde_json::from_slice(&output.stdout)
        .map_err(|error| format!("the client tells nothing: {error}"))?;
    Ok(([begin, warm, end], load))
}

/// Waits until somebody takes connections there.
fn answers(address: &str) -> Result<(), String> {
    for _ in 0..6000 {
        if TcpStream::connect(address).is_ok() {
            return Ok(());
        }
        thread::sleep(Duration::from_millis(5));
    }
    Err(format!("nobody serves {address}"))
}

/// A server that ends with this.
struct Server {
    process: Child,
}

impl Server {
    fn start(command: &mut Command) -> Result<Self, String> {
        let process =
            command.spawn().map_err(|error| format!("{}: {error}", command.get_program().display()))?;
        Ok(Self { process })
    }

    fn first_line(&mut self) -> Result<String, String> {
        let mut line = String::new();
        let output = self.process.stdout.take().ok_or("the server's output is not read")?;
        BufReader::new(output).read_line(&mut line).map_err(|error| error.to_string())?;
        Ok(line)
    }

    /// Resident memory in kilobytes.
    fn memory(&self) -> Result<u64, String> {
        let path = format!("/proc/{}/status", self.process.id());
        let text = fs::read_to_string(&path).map_err(|error| format!("{path}: {error}"))?;
        let line = text.lines().find_map(|it| it.strip_prefix("VmRSS:")?.trim().strip_suffix(" kB"));
        line.and_then(|it| it.trim().parse().ok()).ok_or_else(|| format!("{path} tells no memory"))
    }

    /// Ends it; politely where it has something to write.
    fn end(mut self, politely: bool) -> Result<(), String> {
        if politely {
            done(Command::new("kill").args(["-INT", &self.process.id().to_string()]))?;
            self.process.wait().map_err(|error| error.to_string())?;
        }
        Ok(())
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // It may have ended already.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

fn done(command: &mut Command) -> Result<(), String> {
    match status(command) {
        ExitCode::SUCCESS => Ok(()),
        _ => Err(format!("{} did not run to its end", command.get_program().display())),
    }
}

const CONNECTIONS: u32 = 64;
const MOTO: &str = "5.2.5";
const USER: &str = "arn:aws:iam::111122223333:user/mika";
/// What goes wrong meanwhile.
const FAULTS: [&str; 8] = [
    "--fault",
    "throttle=sts:*,one-in=20,retry-after=1",
    "--fault",
    "error=sts:*,status=503,one-in=50",
    "--fault",
    "reset=sts:*,one-in=200",
    "--fault",
    "truncate=eks:*,one-in=200",
];
