//! A module that notes which of its functions were called.
use crate::profile;
use walrus::ir::{Const, GlobalSet, Value};
use walrus::{ConstExpr, Module, ModuleConfig, ValType};

/// The counting module, and the profile names of its functions by number; `-` for those that always stay.
pub(crate) fn count(wasm: &[u8]) -> Result<(Vec<u8>, Vec<String>), String> {
    let mut config = ModuleConfig::new();
    config.generate_name_section(false);
    let mut module: Module = config.parse(wasm).map_err(|error| error.to_string())?;
    let functions: Vec<_> = module.funcs.iter_local().map(|(id, _)| id).collect();
    let mut names = Vec::new();
    for (number, id) in functions.into_iter().enumerate() {
        let name = module.funcs.get(id).name.clone().unwrap_or_default();
        let zero = ConstExpr::Value(Value::I32(0));
        let global = module.globals.add_local(ValType::I32, true, false, zero);
        module.exports.add(&format!("n{number}"), global);
        let function = module.funcs.get_mut(id).kind.unwrap_local_mut();
        let entry = function.entry_block();
        let note = [
            (Const { value: Value::I32(1) }.into(), Default::default()),
            (GlobalSet { global }.into(), Default::default()),
        ];
        function.block_mut(entry).instrs.splice(0..0, note);
        names.push(if profile::may_move(&name) { profile::short(&name) } else { "-".to_owned() });
    }
    Ok((module.emit_wasm(), names))
}
