package io.kongruent.behaviour;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import party.iroiro.luajava.Lua;
import party.iroiro.luajava.luajit.LuaJit;

/** The plugin's phases, schema and endpoint under LuaJIT, against a double that knows only docs/plugin-pdk.md. */
class PhasesTest {
    private static final Pattern NAMED = Pattern.compile("(?m)^\\| `([^`]+)` \\|");

    private static final List<String> PREFIXES = List.of("host", "path", "port", "prefix", "proto");

    /** An interpreter with the plugin, the double and the scenarios. */
    private static final class Stage implements AutoCloseable {
        private final Lua lua = new LuaJit();

        Stage() throws IOException {
            lua.openLibraries();
            lua.run(
                    "function define(name, source) package.preload[name] = assert(loadstring(source, '@' .. name)) end");
            try (Stream<Path> files = Files.walk(Path.of("src/main/lua/kong"))) {
                for (Path file :
                        files.filter(path -> path.toString().endsWith(".lua")).toList()) {
                    String name = Path.of("src/main/lua").relativize(file).toString();
                    define(
                            name.substring(0, name.length() - ".lua".length()).replace('/', '.'),
                            Files.readString(file));
                }
            }
            for (String name : List.of("double", "scenarios")) {
                define(name, Files.readString(Path.of("src/test/resources/plugin", name + ".lua")));
            }
            lua.run("double = require 'double'; scenarios = require 'scenarios'");
            for (String name : documented()) {
                call("double", "allow", name);
            }
        }

        private void define(String name, String source) {
            lua.getGlobal("define");
            lua.push(name);
            lua.push(source);
            lua.pCall(2, 0);
        }

        void call(String table, String function, String argument) {
            lua.getGlobal(table);
            lua.getField(-1, function);
            lua.push(argument);
            lua.pCall(1, 0);
            lua.pop(1);
        }

        List<String> lines(String expression) {
            lua.run("answer = " + expression);
            lua.getGlobal("answer");
            List<String> lines =
                    List.of(Objects.requireNonNull(lua.toString(-1)).split("\n"));
            lua.pop(1);
            return lines;
        }

        @Override
        public void close() {
            lua.close();
        }
    }

    /** The names of the document; one line stands for the variables of all X-Forwarded headers. */
    private static Set<String> documented() throws IOException {
        String document = Files.readString(Path.of("docs/plugin-pdk.md"), StandardCharsets.UTF_8);
        Set<String> names = new TreeSet<>();
        NAMED.matcher(document).results().map(result -> result.group(1)).forEach(names::add);
        for (String prefix : PREFIXES) {
            names.add("ngx.var.upstream_x_forwarded_" + prefix);
            names.add("ngx.var.upstream_x_forwarded_" + prefix + "=");
        }
        return names;
    }

    @TestFactory
    Stream<DynamicTest> scenarios() throws IOException {
        List<String> names;
        try (Stage stage = new Stage()) {
            names = stage.lines("scenarios.names");
        }
        assertThat(names).hasSizeGreaterThanOrEqualTo(40).doesNotHaveDuplicates();
        return names.stream()
                .map(name -> dynamicTest(name, () -> {
                    try (Stage stage = new Stage()) {
                        stage.call("scenarios", "run", name);
                    }
                }));
    }

    @Test
    void every_documented_name_is_needed() throws IOException {
        Set<String> unused = new TreeSet<>(documented());
        PREFIXES.forEach(prefix -> unused.removeAll(Arrays.asList(
                "ngx.var.upstream_x_forwarded_" + prefix, "ngx.var.upstream_x_forwarded_" + prefix + "=")));
        try (Stage stage = new Stage()) {
            for (String name : stage.lines("scenarios.names")) {
                stage.call("scenarios", "run", name);
            }
            stage.lines("double.used()").forEach(unused::remove);
        }
        assertThat(unused).isEmpty();
    }

    @Test
    void a_name_that_is_not_documented_fails() throws IOException {
        try (Stage stage = new Stage()) {
            assertThat(
                            stage.lines(
                                    "(function() double.world() "
                                            + "return tostring(select(2, pcall(function() return ngx.req.get_body_data() end))) end)()"))
                    .singleElement()
                    .asString()
                    .contains("docs/plugin-pdk.md does not name ngx.req.get_body_data");
        }
    }
}
