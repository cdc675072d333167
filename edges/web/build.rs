//! Makes of every file in `assets/` what the browser gets: a name that holds the print of its content, and copies in
//! brotli and gzip. Of the sprite it also makes the list of icons, so that a wrong name does not compile.

use std::error::Error;
use std::fmt::Write as _;
use std::fs;
use std::io::Write as _;
use std::path::Path;

use sha2::{Digest, Sha256};

/// File, media type, and the constant that holds its address.
const FILES: [(&str, &str, &str); 5] = [
    ("offwheel.css", "text/css; charset=utf-8", "STYLE"),
    ("offwheel.js", "text/javascript; charset=utf-8", "SCRIPT"),
    ("typing.js", "text/javascript; charset=utf-8", "TYPING"),
    ("icons.svg", "image/svg+xml", "SPRITE"),
    ("favicon.svg", "image/svg+xml", "FAVICON"),
];

fn main() -> Result<(), Box<dyn Error>> {
    tell_cargo();
    let out = std::env::var("OUT_DIR")?;
    let out = Path::new(&out);
    let mut code = String::new();
    let mut sprite = String::new();
    let mut table = String::new();
    for (name, media, constant) in FILES {
        let content = fs::read(Path::new("assets").join(name))?;
        fs::write(out.join(name), &content)?;
        fs::write(out.join(format!("{name}.br")), brotli(&content)?)?;
        fs::write(out.join(format!("{name}.gz")), gzip(&content)?)?;
        let href = format!("/assets/{}", hashed(name, &content));
        writeln!(
            code,
            "/// Address of `{name}`, which changes with its content.\npub const {constant}: &str = \"{href}\";"
        )?;
        writeln!(
            table,
            "    Asset {{ name: \"{name}\", href: {constant}, media: \"{media}\", plain: include_bytes!(concat!(env!(\"OUT_DIR\"), \
             \"/{name}\")), gzip: include_bytes!(concat!(env!(\"OUT_DIR\"), \"/{name}.gz\")), brotli: \
             include_bytes!(concat!(env!(\"OUT_DIR\"), \"/{name}.br\")) }},"
        )?;
        if name == "icons.svg" {
            sprite = icons(&String::from_utf8(content)?, &href)?;
        }
    }
    write!(code, "\n/// Every asset that is served.\npub static ASSETS: [Asset; {}] = [\n{table}];\n", FILES.len())?;
    code.push_str(&sprite);
    fs::write(out.join("assets.rs"), code)?;
    Ok(())
}

fn tell_cargo() {
    println!("cargo:rerun-if-changed=assets");
    println!("cargo:rerun-if-changed=build.rs");
}

/// `offwheel.css` becomes `offwheel-<12 hex digits>.css`.
fn hashed(name: &str, content: &[u8]) -> String {
    let print: String = Sha256::digest(content).iter().take(6).map(|byte| format!("{byte:02x}")).collect();
    match name.rsplit_once('.') {
        Some((stem, ending)) => format!("{stem}-{print}.{ending}"),
        None => format!("{name}-{print}"),
    }
}

fn brotli(content: &[u8]) -> Result<Vec<u8>, Box<dyn Error>> {
    let mut small = Vec::new();
    let how =
        brotli::enc::BrotliEncoderParams { quality: 11, lgwin: 22, size_hint: content.len(), ..Default::default() };
    brotli::BrotliCompress(&mut &*content, &mut small, &how)?;
    Ok(small)
}

fn gzip(content: &[u8]) -> Result<Vec<u8>, Box<dyn Error>> {
    let mut small = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    small.write_all(content)?;
    Ok(small.finish()?)
}

/// The enum of the icons in the sprite: each `<symbol id="i-NAME"` becomes a variant.
fn icons(sprite: &str, href: &str) -> Result<String, Box<dyn Error>> {
    let names: Vec<&str> =
        sprite.split("<symbol id=\"i-").skip(1).filter_map(|rest| rest.split_once('"').map(|(name, _)| name)).collect();
    let mut code = String::from(
        "\n/// An icon of the sprite; in a page it says nothing of its own, the word beside it does.\n#[derive(Debug, Clone, Copy, \
         PartialEq, Eq)]\npub enum Icon {\n",
    );
    for name in &names {
        writeln!(code, "    /// The icon `{name}`.\n    {},", variant(name))?;
    }
    code.push_str("}\n\nimpl Icon {\n    /// Every icon of the sprite, with its name there.\n");
    writeln!(code, "    pub const ALL: [(&'static str, Self); {}] = [", names.len())?;
    for name in &names {
        writeln!(code, "        (\"{name}\", Self::{}),", variant(name))?;
    }
    code.push_str("    ];\n\n    const fn href(self) -> &'static str {\n        match self {\n");
    for name in &names {
        writeln!(code, "            Self::{} => \"{href}#i-{name}\",", variant(name))?;
    }
    code.push_str("        }\n    }\n}\n");
    Ok(code)
}

fn variant(name: &str) -> String {
    let mut signs = name.chars();
    signs.next().map(|first| first.to_ascii_uppercase().to_string() + signs.as_str()).unwrap_or_default()
}
