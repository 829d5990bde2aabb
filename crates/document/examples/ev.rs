//! x
use granit_parser::*;
fn main(){
 for s in ["a: |\n  x\n  y\nb: 1\n","a: |\n\n\n  x\n  y\n\n\nb: 1\n","a: |2-\n    x\n  y\n\nb: 1\n","a: |+\n\n\nb: 1","a: |\n","a: |","a: |\n  x","a: |\n   \n  x\n","a: |+\n\n\n","- |\r\n  x\r\n  y\r\n- z","a: >\n  x\n  y\n\n  z\nb:", "\u{feff}a: b\n","a: 'x\n   y'\nb: \"q\\n\"\nc: p q\n   r  # c\nd:\ne: \n","- &x a\n- *x\n- !!str b\n- !<tag:y> c\n- !loc d\n- &y [a]\n- !!map\n  k: v\n","a: | # c\n   x\n  # c2\nb: 1","[a, {b: c}, {d}]\n","a:\n- x\n- y\nb:\n  - z\n\n# end\n","? a\n: b\n","--- |\n  x\n...\n---\nb\n", "", "# c\n","---\n","a: |\n  x\n# comment\n\n# other\nb: 1\n","a: |2\n\n    x\n","|1\n x\n","a: b\rc: d\r","a: |\r  x\r  y\r"] {
  println!("=== {s:?}");
  for e in Parser::new_from_str_with_options(s, granit_parser::options!{emit_anchor_events: true}) { match e { Ok((e,sp)) => println!("{:?} {:?} {:?} indent={:?} col={}", e, sp.byte_range(), sp.slice(s), sp.indent, sp.start.col()), Err(e)=>println!("ERR {:?} {:?} {e}", e.kind(), e.marker()) } }
 }
}
