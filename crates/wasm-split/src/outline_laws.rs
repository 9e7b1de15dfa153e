//! A function whose stretches became functions of their own answers as before, whichever stretches these are.
use crate::outline::{PREFIX, outline};
use crate::points::points;
use crate::profile::{self, short};
use crate::stretches::Price;
use walrus::Module;

/// Counts down in a loop with a way out of two blocks.
const STEPS: &str = r#"(module (func $f (export "f") (param $n i32) (result i32) (local $sum i32) (local $i i32)
  (block $done
    (block $odd
      (loop $again
        (br_if $done (i32.ge_u (local.get $i) (local.get $n)))
        (local.set $i (i32.add (local.get $i) (i32.const 1)))
        (if (i32.and (local.get $i) (i32.const 1))
          (then
            (local.set $sum (i32.add (local.get $sum) (local.get $i)))
            (local.set $sum (i32.mul (local.get $sum) (i32.const 3)))
            (local.set $sum (i32.xor (local.get $sum) (i32.const 5)))
            (br_if $odd (i32.gt_u (local.get $sum) (i32.const 5000))))
          (else
            (local.set $sum (i32.sub (local.get $sum) (local.get $i)))
            (local.set $sum (i32.rotl (local.get $sum) (i32.const 2)))
            (local.set $sum (i32.add (local.get $sum) (local.get $n)))))
        (br $again)))
    (local.set $sum (i32.add (local.get $sum) (i32.const 1000000)))
    (local.set $i (i32.mul (local.get $sum) (local.get $n)))
    (local.set $sum (i32.sub (local.get $i) (local.get $sum)))
    (return (i32.add (local.get $sum) (local.get $i))))
  (i32.add (local.get $sum) (local.get $i))))"#;

/// Leaves values on the stack while arms are chosen, and takes them along when it branches.
const VALUES: &str = r#"(module (func $f (export "f") (param $n i32) (result i32) (local $wide i64)
  (i32.add (i32.const 7)
    (block $value (result i32)
      (local.set $wide (i64.extend_i32_u (local.get $n)))
      (i32.mul
        (if (result i32) (i32.lt_u (local.get $n) (i32.const 10))
          (then
            (local.set $wide (i64.add (local.get $wide) (i64.const 40)))
            (local.set $wide (i64.mul (local.get $wide) (local.get $wide)))
            (drop (br_if $value (i32.wrap_i64 (local.get $wide)) (i32.eq (local.get $n) (i32.const 3))))
            (i32.wrap_i64 (i64.shr_u (i64.add (local.get $wide) (i64.const 9)) (i64.const 1))))
          (else
            (local.set $n (i32.sub (local.get $n) (i32.const 4)))
            (local.set $n (i32.mul (local.get $n) (local.get $n)))
            (i32.rem_u (i32.xor (local.get $n) (i32.const 77)) (i32.const 13))))
        (block (result i32)
          (if (i32.gt_u (local.get $n) (i32.const 100))
            (then
              (local.set $wide (i64.sub (local.get $wide) (i64.const 1)))
              (br $value (i32.wrap_i64 (i64.mul (local.get $wide) (i64.const 3))))))
          (i32.add (local.get $n) (i32.wrap_i64 (local.get $wide))))))))  )"#;

/// A table of ways, and one that traps.
const WAYS: &str = r#"(module (func $f (export "f") (param $n i32) (result i32) (local $a i32) (local $b i32)
  (block $out
    (block $two
      (block $one
        (block $zero (br_table $zero $one $two $out (local.get $n)))
        (local.set $a (i32.add (i32.mul (local.get $n) (i32.const 11)) (i32.const 3)))
        (local.set $b (i32.add (i32.mul (local.get $a) (i32.const 11)) (i32.const 5)))
        (br $out))
      (local.set $b (i32.sub (i32.mul (local.get $n) (i32.const 21)) (i32.const 3)))
      (local.set $a (i32.sub (i32.mul (local.get $b) (i32.const 21)) (i32.const 5)))
      (br_if $out (i32.gt_u (local.get $a) (i32.const 17)))
      (unreachable))
    (local.set $a (i32.div_u (i32.const 1000) (i32.sub (local.get $n) (i32.const 2))))
    (local.set $b (i32.div_u (local.get $a) (i32.sub (local.get $n) (i32.const 2))))
    (local.set $a (i32.add (local.get $b) (local.get $a))))
  (i32.add (i32.mul (local.get $a) (i32.const 2)) (local.get $b))))"#;

/// What the function answers to the first numbers; nothing where it traps.
fn answers(wasm: &[u8]) -> Vec<Option<i32>> {
    let engine = wasmi::Engine::default();
    let module = wasmi::Module::new(&engine, wasm).expect("a valid module");
    let mut store = wasmi::Store::new(&engine, ());
    let instance = wasmi::Linker::new(&engine).instantiate_and_start(&mut store, &module).expect("it has no imports");
    let function = instance.get_typed_func::<i32, i32>(&store, "f").expect("it exports f");
    (0..24).map(|n| function.call(&mut store, n).ok()).collect()
}

/// Tries every choice of cold points; returns the most stretches that were taken out at once.
fn check(wat: &str) -> usize {
    let wasm = wat::parse_str(wat).expect("the text is right");
    let expected = answers(&wasm);
    let parsed = Module::from_buffer(&wasm).expect("a valid module");
    let (_, function) = parsed.funcs.iter_local().next().expect("one function");
    let count = points(function).len();
    let mut most = 0;
    for choice in 0_u32..1 << (count - 1) {
        let digits = (0..count.div_ceil(4)).map(|digit| {
            let bits = (0..4).filter(|bit| digit * 4 + bit > 0 && digit * 4 + bit < count);
            let bits = bits.filter(|bit| choice & 1 << (digit * 4 + bit - 1) != 0);
            char::from_digit(bits.map(|bit| 8 >> bit).sum(), 16).expect("four bits")
        });
        let profile = format!("{}:{count}:{}", short("f"), digits.collect::<String>());
        let profile = profile::read(&profile).expect("a profile");
        let mut module = Module::from_buffer(&wasm).expect("a valid module");
        let taken = outline(&mut module, &profile, Price { call: 1, local: 0 });
        most = most.max(taken);
        assert_eq!(module.funcs.iter().filter(|f| f.name.iter().any(|n| n.starts_with(PREFIX))).count(), taken);
        assert_eq!(answers(&module.emit_wasm()), expected, "points {choice:b} of {count} are cold");
    }
    most
}

#[test]
fn loops_and_branches_out_of_two_blocks() {
    assert!(check(STEPS) >= 2);
}

#[test]
fn values_that_wait_on_the_stack_or_go_along_with_a_branch() {
    assert!(check(VALUES) >= 2);
}

#[test]
fn tables_of_ways_and_traps() {
    assert!(check(WAYS) >= 2);
}
