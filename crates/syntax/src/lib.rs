//! Sentences and tokens of news text, with byte spans.
