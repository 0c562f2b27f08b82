package io.kongruent.behaviour;

import java.nio.ByteBuffer;
import java.util.Objects;
import party.iroiro.luajava.Lua;
import party.iroiro.luajava.LuaException;
import party.iroiro.luajava.luajit.LuaJit;

/** LuaJIT in this process: the interpreter that Kong has. */
final class LuaJitEngine implements LuaEngine {
    private final Lua lua = new LuaJit();

    LuaJitEngine() {
        lua.openLibraries();
        lua.run("function define(name, source) package.preload[name] = assert(loadstring(source, '@' .. name)) end");
        for (String module : MODULES) {
            lua.getGlobal("define");
            lua.push(module);
            lua.push(LuaEngine.source(module));
            lua.pCall(2, 0);
        }
        lua.run("bridge = require '" + BRIDGE + "'");
    }

    @Override
    public byte[] call(String function, String frame) {
        int top = lua.getTop();
        try {
            lua.getGlobal("bridge");
            lua.getField(-1, function);
            lua.push(frame);
            lua.pCall(1, 1);
            ByteBuffer answer = Objects.requireNonNull(lua.toBuffer(-1), () -> function + " gave no text");
            byte[] bytes = new byte[answer.remaining()];
            answer.get(bytes);
            return bytes;
        } catch (LuaException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        } finally {
            lua.setTop(top);
        }
    }

    @Override
    public void close() {
        lua.close();
    }
}
