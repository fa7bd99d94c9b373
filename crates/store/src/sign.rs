//! Signed backups: who has the file and the signer's key can tell that not a byte was changed.

use crate::db::beside;
use crate::fault::{Fault, Kind, Result};
use crate::pack::hex;
use crate::record::{Record, now};
use crate::{Address, ENGINE};
use ed25519_dalek::{Signature, Signer, SigningKey, VerifyingKey};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::fs::{self, OpenOptions};
use std::io::{Read, Write};
use std::path::{Path, PathBuf};

/// A person's key.
pub struct Key(SigningKey);

impl Key {
    /// The key in a file that only its owner may read; made if it is not there.
    pub fn of(path: &Path) -> Result<Self> {
        match fs::read_to_string(path) {
            Ok(text) => bytes::<32>(text.trim()).map(|b| Self(SigningKey::from_bytes(&b))).ok_or_else(|| {
                let hint = "move it away to have a new one made; what the old one signed can still be checked";
                Fault::new(Kind::Asked, format!("{} is no key", path.display()), hint)
            }),
            Err(e) if e.kind() == std::io::ErrorKind::NotFound => Self::make(path),
            Err(e) => Err(Fault::file(path, &e)),
        }
    }

    fn make(path: &Path) -> Result<Self> {
        let mut secret = [0; 32];
        getrandom::fill(&mut secret).map_err(|e| Fault::new(Kind::Other, format!("no chance: {e}"), "try again"))?;
        let fault = |e: std::io::Error| Fault::file(path, &e);
        fs::create_dir_all(path.parent().unwrap_or(Path::new("."))).map_err(fault)?;
        let mut options = OpenOptions::new();
        options.write(true).create_new(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        options.open(path).and_then(|mut file| writeln!(file, "{}", hex(&secret))).map_err(fault)?;
        Ok(Self(SigningKey::from_bytes(&secret)))
    }

    /// By which others know the signer.
    pub fn public(&self) -> String {
        hex(self.0.verifying_key().as_bytes())
    }
}

/// What was signed, in the order in which it stands in the file.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct Contents {
    /// Of the file.
    sha256: String,
    /// When it was signed.
    signed: String,
    /// The engine of the program that wrote it.
    engine: String,
    /// Rows and digest of every table, which stay the same in whichever database it is restored to.
    tables: BTreeMap<String, (u64, String)>,
}

/// The file beside a backup that says what it is and who says so.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Signed {
    contents: Contents,
    key: String,
    signature: String,
}

impl Signed {
    /// Where the signature of a backup stands.
    pub fn beside(file: &Path) -> PathBuf {
        beside(file, ".signed")
    }

    /// Signs a backup; where the signature stands.
    pub fn sign(file: &Path, key: &Key) -> Result<PathBuf> {
        let tables = Record::read(&Address::File(file.into()))?.digest()?;
        let contents = Contents { sha256: sum(file)?, signed: now(), engine: ENGINE.into(), tables };
        let signature = hex(&key.0.sign(&told(&contents)).to_bytes());
        let signed = Self { contents, key: key.public(), signature };
        let path = Self::beside(file);
        let text = serde_json::to_string_pretty(&signed).unwrap_or_default() + "\n";
        fs::write(&path, text).map_err(|e| Fault::file(&path, &e))?;
        Ok(path)
    }

    /// Who signed a backup, if it is what was signed.
    pub fn check(file: &Path) -> Result<String> {
        let path = Self::beside(file);
        let text = fs::read_to_string(&path).map_err(|e| Fault::file(&path, &e))?;
        let wrong = |what: &str| {
            let hint = "do not use it before you have asked who gave it to you";
            Fault::new(Kind::Damaged, format!("{}: {what}", file.display()), hint)
        };
        let signed: Self = serde_json::from_str(&text).map_err(|_| wrong("its signature cannot be read"))?;
        let key = bytes(&signed.key).and_then(|b| VerifyingKey::from_bytes(&b).ok());
        let signature = bytes(&signed.signature).map(|b| Signature::from_bytes(&b));
        let (Some(key), Some(signature)) = (key, signature) else { return Err(wrong("its signature is none")) };
        let genuine = key.verify_strict(&told(&signed.contents), &signature).is_ok();
        match (genuine, sum(file)? == signed.contents.sha256) {
            (true, true) => Ok(signed.key),
            (false, _) => Err(wrong("its signature was not made by the key that it names")),
            (true, false) => Err(wrong("it is not the file that was signed")),
        }
    }
}

fn told(contents: &Contents) -> Vec<u8> {
    serde_json::to_vec(contents).unwrap_or_default()
}

fn sum(path: &Path) -> Result<String> {
    let fault = |e: std::io::Error| Fault::file(path, &e);
    let (mut file, mut hasher, mut buffer) = (fs::File::open(path).map_err(fault)?, Sha256::new(), vec![0; 1 << 20]);
    loop {
        match file.read(&mut buffer).map_err(fault)? {
            0 => return Ok(hex(&hasher.finalize())),
            n => hasher.update(&buffer[..n]),
        }
    }
}

/// Digits as bytes, if there are just as many.
fn bytes<const N: usize>(digits: &str) -> Option<[u8; N]> {
    let byte = |n: usize| u8::from_str_radix(digits.get(2 * n..2 * n + 2)?, 16).ok();
    let all: Vec<u8> = (0..digits.len() / 2).map(byte).collect::<Option<_>>()?;
    all.try_into().ok()
}
