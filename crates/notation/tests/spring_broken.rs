//! Texts from which nothing is built: what is said, and that nothing worse happens.
use notation::{
    Language, import,
    spring_yaml::{BinderVersion, ImportErrorKind as Broken, read_spring_yaml},
};

const ARTICLE: &str = include_str!("spring/article.yml");

/// Nothing is built, and this is said.
fn broken(text: &str, line: usize, column: usize, kind: Broken) {
    let error = read_spring_yaml(text, BinderVersion::default()).expect_err("an error");
    assert_eq!((error.line, error.column), (line, column), "{error}");
    assert_eq!(error.kind, kind);
    assert!(!error.text(Language::En).is_empty() && !error.text(Language::Zh).is_empty());
}

#[test]
fn broken_files() {
    broken("spring:\n\tcloud: 1\n", 2, 1, Broken::Tab);
    broken(
        &ARTICLE.replace("              consumeTimestamp", "             consumeTimestamp"),
        30,
        14,
        Broken::BetweenLevels {
            text: "consumeTimestamp: 20220117110148".into(),
            parent: "consumer".into(),
            parent_column: 13,
            neighbour_line: 29,
            neighbour_column: 15,
        },
    );
    broken("spring:\n  cloud: a: b\n", 2, 11, Broken::ColonInValue);
    broken("spring:\n  cloud: \"a\n", 3, 1, Broken::OpenQuote { opened_line: 2 });
    broken("\"\\", 2, 1, Broken::OpenQuote { opened_line: 1 });
    broken("spring:\n  cloud: [a\n  b: c\n", 3, 4, Broken::OpenBracket { opened_line: 2 });
    broken("spring: @a\n", 1, 9, Broken::ReservedStart { character: '@' });
    broken("spring: 1\nspring: 2\n", 2, 1, Broken::DuplicateKey { key: "spring".into(), first_line: 1 });
    broken("spring: *a\n", 1, 9, Broken::UnknownAnchor { name: "a".into() });
    broken("[a]: b\n", 1, 1, Broken::KeyNotText);
    broken("", 1, 1, Broken::Empty);
    broken("# nothing\n", 1, 1, Broken::Empty);
    broken("Hello there\n", 1, 1, Broken::NotKeys);
    broken("- spring\n", 1, 1, Broken::NotKeys);
    broken(
        "server.port: 1\nserver.name: 3\nlogging: 2\n",
        1,
        1,
        Broken::NoStreamKeys { found: vec!["server".into(), "logging".into()] },
    );
    broken("spring.cloud.stream.rocketmq.binder.group: g\n", 1, 1, Broken::NoBindings);
    broken(&"#".repeat(70_000), 1, 1, Broken::TooLong { bytes: 70_000, most: 65_536 });
    broken(&"[".repeat(60_000), 1, 42, Broken::TooDeep { most: 40 });
    let error = import("", "1.0").expect_err("an error");
    assert!(error.to_string().starts_with("Binder 1.0 is not known. Known are 2.2.6.RELEASE, 2021.1,"), "{error}");
}

/// Whatever is pasted: an answer or an error, soon, and the places are in the text.
#[test]
fn no_text_breaks_the_reader() {
    let pieces = [
        " ",
        "\t",
        "\n",
        "\r",
        ":",
        "- ",
        "#",
        "'",
        "\"",
        "{",
        "}",
        "[",
        "]",
        "&a ",
        "*a",
        "|",
        "> ",
        "%",
        "@",
        "? ",
        "!!str ",
        "---\n",
        "...\n",
        "\u{feff}",
        "\0",
        "中",
        "\u{85}",
        "<<: ",
        ",",
        "${",
        "}",
        ".",
        "spring.profiles: x\n",
        "\"\": x\n",
    ];
    let mut seed = 88_172_645_463_325_252_u64;
    let mut random = |below: usize| {
        seed ^= seed << 13;
        seed ^= seed >> 7;
        seed ^= seed << 17;
        (seed % below as u64) as usize
    };
    let (mut read, mut refused) = (0, 0);
    for round in 0..1500 {
        let mut chars: Vec<char> = ARTICLE.chars().collect();
        for _ in 0..=random(4) {
            let at = random(chars.len());
            match random(3) {
                0 => drop(chars.remove(at)),
                1 => drop(chars.drain(at..(at + random(30)).min(chars.len()))),
                _ => drop(chars.splice(at..at, pieces[random(pieces.len())].chars())),
            }
        }
        let text: String = chars.into_iter().collect();
        match read_spring_yaml(&text, BinderVersion::ALL[round % 8]) {
            Ok(import) => {
                assert!(import.remarks.iter().all(|remark| remark.line <= text.lines().count() + 1));
                read += 1;
            }
            Err(error) => {
                assert!(error.line >= 1 && error.column >= 1 && !error.to_string().is_empty());
                refused += 1;
            }
        }
    }
    assert!(read > 200 && refused > 200, "{read} read, {refused} refused");
}
