package io.kongruent.behaviour;

import org.luaj.vm2.Globals;
import org.luaj.vm2.LoadState;
import org.luaj.vm2.LuaError;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.compiler.LuaC;
import org.luaj.vm2.lib.PackageLib;
import org.luaj.vm2.lib.StringLib;
import org.luaj.vm2.lib.TableLib;
import org.luaj.vm2.lib.jse.JseBaseLib;
import org.luaj.vm2.lib.jse.JseMathLib;

/** An interpreter in plain Java, for where LuaJIT can't be loaded. */
final class LuaJEngine implements LuaEngine {
    private final LuaTable bridge;

    LuaJEngine() {
        Globals globals = new Globals();
        globals.load(new JseBaseLib());
        globals.load(new PackageLib());
        globals.load(new TableLib());
        globals.load(new StringLib());
        globals.load(new JseMathLib());
        LoadState.install(globals);
        LuaC.install(globals);
        LuaTable preload = globals.get("package").get("preload").checktable();
        for (String module : MODULES) {
            preload.set(module, globals.load(LuaEngine.source(module), "@" + module));
        }
        bridge = globals.get("require").call(LuaValue.valueOf(BRIDGE)).checktable();
    }

    @Override
    public byte[] call(String function, String frame) {
        try {
            LuaString answer =
                    bridge.get(function).call(LuaString.valueOf(frame)).checkstring();
            byte[] bytes = new byte[answer.length()];
            answer.copyInto(0, bytes, 0, bytes.length);
            return bytes;
        } catch (LuaError e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    @Override
    public void close() {}
}
