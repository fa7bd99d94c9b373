//! Drawings as images of points, for programs that show no SVG.

use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::{Options, Tree, fontdb};
use std::sync::{Arc, OnceLock};
use vigie_engine::publish::Picture;

/// Points of the image for each of the drawing: sharp in print.
const SCALE: f32 = 2.0;
/// Faces that hold the letters of our languages, the best first; the drawings ask for them in this order.
const FACES: [&str; 6] = ["DejaVu Sans", "Noto Sans", "Liberation Sans", "Arial", "Helvetica", "Segoe UI"];

/// No face for labels is installed, so that an image would have none.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NoFont;

impl std::fmt::Display for NoFont {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "no font for labels is installed: install one of {}", FACES.join(", "))
    }
}

/// The picture as PNG.
pub fn png(picture: &Picture) -> Result<Vec<u8>, NoFont> {
    drawn(&picture.svg, fonts().ok_or(NoFont)?)
}

fn drawn(svg: &str, options: &Options) -> Result<Vec<u8>, NoFont> {
    // Our own drawings parse; what does not becomes an empty image, and a test looks for that.
    let Ok(tree) = Tree::from_str(svg, options) else { return Ok(Vec::new()) };
    let size = tree.size();
    let points = |n: f32| (n * SCALE).ceil().max(1.0) as u32;
    let Some(mut image) = Pixmap::new(points(size.width()), points(size.height())) else { return Ok(Vec::new()) };
    resvg::render(&tree, Transform::from_scale(SCALE, SCALE), &mut image.as_mut());
    Ok(image.encode_png().unwrap_or_default())
}

/// The machine's faces, looked up once; nothing if none of ours is there.
fn fonts() -> Option<&'static Options<'static>> {
    static FONTS: OnceLock<Option<Options<'static>>> = OnceLock::new();
    let look = || {
        let mut all = fontdb::Database::new();
        all.load_system_fonts();
        let face = FACES.iter().find(|f| {
            let families = [fontdb::Family::Name(f)];
            all.query(&fontdb::Query { families: &families, ..fontdb::Query::default() }).is_some()
        })?;
        all.set_sans_serif_family(*face);
        Some(Options { font_family: (*face).to_string(), fontdb: Arc::new(all), ..Options::default() })
    };
    FONTS.get_or_init(look).as_ref()
}

#[cfg(test)]
mod tests {
    use super::*;

    const DRAWING: &str = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"60\" height=\"20\"><rect width=\"60\" \
        height=\"20\" fill=\"#fff\"/><text x=\"2\" y=\"15\" font-family=\"sans-serif\">WORDS</text></svg>";

    #[test]
    fn labels_are_in_the_image() {
        let Some(options) = fonts() else {
            println!("skipped: {NoFont}");
            return;
        };
        let image = drawn(DRAWING, options).expect("an image");
        let points = Pixmap::decode_png(&image).expect("a PNG");
        assert_eq!((points.width(), points.height()), (120, 40));
        let dark = points.pixels().iter().filter(|p| p.red() < 100).count();
        assert!(dark > 50, "{dark} dark points: the label is missing");
    }

    #[test]
    fn without_a_font_it_is_said_which_to_install() {
        assert!(NoFont.to_string().contains("DejaVu Sans"));
    }
}
