package io.kongruent.behaviour;

import org.luaj.vm2.Globals;
import org.luaj.vm2.LoadState;
import org.luaj.vm2.LuaError;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.compiler.LuaC;
import org.luaj.vm2.lib.OneArgFunction;
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
        LuaTable strings = globals.get("string").checktable();
        strings.set("lower", new Cased('A', 'Z', 'a' - 'A'));
        strings.set("upper", new Cased('a', 'z', 'A' - 'a'));
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

    /** Case by byte and of ASCII only, as in C; the library's own goes through Java's text and loses bytes. */
    private static final class Cased extends OneArgFunction {
        private final int first;
        private final int last;
        private final int shift;

        Cased(int first, int last, int shift) {
            this.first = first;
            this.last = last;
            this.shift = shift;
        }

        @Override
        public LuaValue call(LuaValue argument) {
            LuaString text = argument.checkstring();
            byte[] bytes = new byte[text.length()];
            text.copyInto(0, bytes, 0, bytes.length);
            for (int i = 0; i < bytes.length; i++) {
                if (bytes[i] >= first && bytes[i] <= last) {
                    bytes[i] = (byte) (bytes[i] + shift);
                }
            }
            return LuaString.valueOf(bytes);
        }
    }
}
