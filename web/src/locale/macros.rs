//! How texts are written down: one line a text, both languages side by side, so that neither can be forgotten.

/// Makes a struct of texts with its two values, `EN` and `ZH`, and `ALL` for the test.
macro_rules! texts {
    ($(#[$doc:meta])* $part:ident { $($name:ident: $en:literal, $zh:literal;)* }) => {
        $(#[$doc])*
        #[derive(Debug)]
        #[expect(missing_docs, reason = "each text says what it is")]
        pub struct $part {
            $(pub $name: &'static str,)*
        }

        impl $part {
            /// English.
            pub const EN: Self = Self { $($name: $en,)* };
            /// Simplified Chinese.
            pub const ZH: Self = Self { $($name: $zh,)* };
            /// The part in a language.
            #[allow(dead_code, reason = "parts that are on the page from the start are reached through Texts")]
            pub fn of(language: super::Language) -> &'static Self {
                match language {
                    super::Language::En => &Self::EN,
                    super::Language::Zh => &Self::ZH,
                }
            }

            /// Name, English and Chinese of each text.
            #[cfg(test)]
            pub(crate) const ALL: &'static [(&'static str, &'static str, &'static str)] =
                &[$((stringify!($name), $en, $zh),)*];
        }
    };
}

pub(super) use texts;
