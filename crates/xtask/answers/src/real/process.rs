//! One Java process with brokers of one release in it, asked line by line. Brokers are told apart by name, and each
//! thread here asks its own.
use super::compile::{classpath, root};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Write};
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex, PoisonError};

/// Packages of the JDK that RocketMQ reaches into, as its own start scripts allow it.
const OPENED: [&str; 6] = ["java.nio", "sun.nio.ch", "java.lang", "java.util", "jdk.internal.ref", "jdk.internal.misc"];

/// Where each broker's answers go.
type Waiting = Arc<Mutex<BTreeMap<String, Sender<Value>>>>;

/// A running process.
pub(crate) struct Real {
    child: Child,
    questions: Arc<Mutex<ChildStdin>>,
    waiting: Waiting,
}

/// One broker's name in the process, and the answers to it.
pub(crate) struct Desk {
    name: String,
    questions: Arc<Mutex<ChildStdin>>,
    answers: Receiver<Value>,
}

/// The command that starts the program with RocketMQ of this release.
pub(crate) fn java(release: &str, class: &str) -> Result<Command, String> {
    let scratch = root().join("target/real-broker/scratch");
    std::fs::create_dir_all(&scratch).map_err(|error| format!("{}: {error}", scratch.display()))?;
    let mut java = Command::new("java");
    // Many short-lived brokers: a small collector, and no second compilation.
    java.args(["-Xmx1g", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-XX:-UsePerfData"]);
    for package in OPENED {
        java.arg(format!("--add-opens=java.base/{package}=ALL-UNNAMED"));
        java.arg(format!("--add-exports=java.base/{package}=ALL-UNNAMED"));
    }
    for folder in ["java.io.tmpdir", "user.home", "rocketmq.home.dir", "rocketmq.client.localOffsetStoreDir"] {
        java.arg(format!("-D{folder}={}", scratch.display()));
    }
    // Loopback needs no TLS, whose key costs a broker most of its start; and a full disk is not what is asked about.
    java.args(["-Dtls.server.mode=disabled", "-Drocketmq.broker.diskSpaceCleanForciblyRatio=0.99"]);
    java.args(["-Drocketmq.broker.diskSpaceWarningLevelRatio=0.99"]);
    java.arg("-cp").arg(classpath(release)?).arg(class);
    Ok(java)
}

impl Real {
    /// Starts the program with RocketMQ of this release.
    pub(crate) fn start(release: &str) -> Result<Self, String> {
        let log = root().join("target/real-broker").join(format!("{release}.log"));
        let mut java = java(release, "rewind.Main")?;
        let errors = std::fs::File::create(&log).map_err(|error| format!("{}: {error}", log.display()))?;
        let child = java.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(errors).spawn();
        let mut child = child.map_err(|error| format!("`java` could not be started: {error}"))?;
        let questions = Arc::new(Mutex::new(child.stdin.take().expect("it was asked for one line above")));
        let printed = child.stdout.take().expect("it was asked for two lines above");
        let waiting = Waiting::default();
        let desks = Arc::clone(&waiting);
        #[expect(clippy::disallowed_methods, reason = "answers of several brokers come in any order")]
        std::thread::spawn(move || {
            for line in BufReader::new(printed).lines().map_while(Result::ok) {
                let answer: Value = serde_json::from_str(&line).unwrap_or(Value::Null);
                let name = answer["broker"].as_str().unwrap_or_default();
                if let Some(desk) = lock(&desks).get(name) {
                    // Whoever asked may have given up.
                    let _ = desk.send(answer);
                }
            }
            // The process has ended: nobody waits any longer.
            lock(&desks).clear();
        });
        Ok(Self { child, questions, waiting })
    }

    /// A broker of this process.
    pub(crate) fn desk(&self, name: &str) -> Desk {
        let (sender, answers) = channel();
        lock(&self.waiting).insert(name.to_owned(), sender);
        Desk { name: name.to_owned(), questions: Arc::clone(&self.questions), answers }
    }
}

impl Drop for Real {
    fn drop(&mut self) {
        let _ = writeln!(lock(&self.questions), "{}", json!({ "op": "halt" }));
        let _ = self.child.wait();
    }
}

impl Desk {
    /// Asks one question.
    pub(crate) fn ask(&self, question: &Value) -> Result<Value, String> {
        let answer = self.ask_all(std::slice::from_ref(question))?.remove(0);
        match answer["error"].as_str() {
            Some(class) => Err(format!("{question}: {class}: {}", answer["message"].as_str().unwrap_or_default())),
            None => Ok(answer),
        }
    }

    /// Asks several questions; refusals are answers too.
    pub(crate) fn ask_all(&self, questions: &[Value]) -> Result<Vec<Value>, String> {
        let ended = || "the Java process has ended; see target/real-broker/*.log".to_owned();
        for question in questions {
            let mut question = question.clone();
            question["broker"] = json!(self.name);
            writeln!(lock(&self.questions), "{question}").map_err(|_| ended())?;
        }
        let answers = questions.iter().map(|_| {
            let mut answer = self.answers.recv().map_err(|_| ended())?;
            if let Some(fields) = answer.as_object_mut() {
                fields.remove("broker");
                fields.remove("op");
            }
            Ok(answer)
        });
        answers.collect()
    }
}

fn lock<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
