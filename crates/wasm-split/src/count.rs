//! A module that notes which stretches of its functions ran.
use crate::points::points;
use crate::profile;
use walrus::ir::{Const, GlobalSet, Value};
use walrus::{ConstExpr, Module, ModuleConfig, ValType};

/// The counting module, and for each function its profile name and how many points it has, one a line; the globals
/// `n0`, `n1`, … are the points of all functions in that order.
pub(crate) fn count(wasm: &[u8]) -> Result<(Vec<u8>, Vec<String>), String> {
    let mut config = ModuleConfig::new();
    config.generate_name_section(false);
    let mut module: Module = config.parse(wasm).map_err(|error| error.to_string())?;
    let functions: Vec<_> = module.funcs.iter_local().map(|(id, _)| id).collect();
    let (mut names, mut number) = (Vec::new(), 0);
    for id in functions {
        let name = module.funcs.get(id).name.clone().unwrap_or_default();
        let points = points(module.funcs.get(id).kind.unwrap_local());
        names.push(format!("{} {}", profile::short(&name), points.len()));
        // From behind, so that the places of the earlier ones stay right.
        for (place, point) in points.iter().enumerate().rev() {
            let zero = ConstExpr::Value(Value::I32(0));
            let global = module.globals.add_local(ValType::I32, true, false, zero);
            module.exports.add(&format!("n{}", number + place), global);
            let note = [
                (Const { value: Value::I32(1) }.into(), Default::default()),
                (GlobalSet { global }.into(), Default::default()),
            ];
            let function = module.funcs.get_mut(id).kind.unwrap_local_mut();
            function.block_mut(point.seq).instrs.splice(point.at..point.at, note);
        }
        number += points.len();
    }
    Ok((module.emit_wasm(), names))
}
