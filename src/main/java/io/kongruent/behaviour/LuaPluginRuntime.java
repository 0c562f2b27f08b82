package io.kongruent.behaviour;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.locks.ReentrantLock;

/** The runtime over one interpreter, one call at a time. */
final class LuaPluginRuntime implements PluginRuntime {
    private static final System.Logger LOG = System.getLogger(LuaPluginRuntime.class.getName());

    private final LuaEngine engine;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, Pattern> patterns = new HashMap<>();

    LuaPluginRuntime(LuaEngine engine) {
        this.engine = engine;
    }

    static LuaPluginRuntime open() {
        return new LuaPluginRuntime(engine());
    }

    private static LuaEngine engine() {
        try {
            return new LuaJitEngine();
        } catch (LinkageError e) {
            LOG.log(
                    System.Logger.Level.DEBUG,
                    "LuaJIT can't be loaded here, the plugin's modules run in plain Java",
                    e);
            return new LuaJEngine();
        }
    }

    @Override
    public void configure(Optional<String> globalSpec, Collection<String> ruleSpecs) {
        globalSpec.flatMap(this::validate).ifPresent(message -> {
            throw new IllegalArgumentException("refused spec: " + message);
        });
        Frame frame = new Frame().add(globalSpec);
        ruleSpecs.forEach(frame::add);
        lock.lock();
        try {
            patterns.clear();
            engine.call("configure", frame.toString());
        } finally {
            lock.unlock();
        }
    }

    @Override
    public Optional<String> validate(String spec) {
        Frame.Answer answer = call("validate", new Frame().add(spec));
        Optional<String> message = answer.nextOptional();
        if (message.isPresent()) {
            return message;
        }
        for (String pattern : answer.rest()) {
            try {
                Pattern.compile(pattern);
            } catch (PatternSyntaxException e) {
                return Optional.of("facts: regular expression " + pattern + ": " + e.getDescription());
            }
        }
        return Optional.empty();
    }

    @Override
    public String capabilitiesJson() {
        return call("capabilities", new Frame()).next();
    }

    @Override
    public Optional<List<String>> certificateIds(int listenPort, Optional<String> sni) {
        List<String> ids = call(
                        "certificates",
                        new Frame().add(Integer.toString(listenPort)).add(sni))
                .rest();
        return ids.isEmpty() ? Optional.empty() : Optional.of(ids);
    }

    @Override
    public Optional<Decision.Respond> misdirected(int listenPort, Optional<String> sni, String host) {
        Frame.Answer answer = call(
                "misdirected",
                new Frame().add(Integer.toString(listenPort)).add(sni).add(host));
        if (answer.isEmpty()) {
            return Optional.empty();
        }
        int status = Integer.parseInt(answer.next());
        String body = answer.next();
        return Optional.of(
                new Decision.Respond(status, answer.restAsHeaders(), Optional.of(body), OptionalInt.empty()));
    }

    @Override
    public List<HeaderField> facts(RequestView request) {
        lock.lock();
        try {
            Frame.Answer answer = call("facts", new Frame().add("").add(request));
            if (answer.nextOptional().isPresent()) {
                return answer.restAsHeaders();
            }
            StringBuilder found = new StringBuilder();
            List<String> asked = answer.rest();
            for (int i = 0; i < asked.size(); i += 2) {
                found.append(finds(asked.get(i), asked.get(i + 1)) ? '1' : '0');
            }
            answer = call("facts", new Frame().add(found.toString()).add(request));
            answer.next();
            return answer.restAsHeaders();
        } finally {
            lock.unlock();
        }
    }

    private boolean finds(String pattern, String value) {
        return WireText.wellFormed(value)
                .filter(text -> patterns.computeIfAbsent(pattern, Pattern::compile)
                        .matcher(text)
                        .find())
                .isPresent();
    }

    @Override
    public List<String> concealed(List<String> headerNames) {
        Frame frame = new Frame();
        headerNames.forEach(frame::add);
        return call("concealed", frame).rest();
    }

    @Override
    public Decision decide(String spec, RequestView request) {
        Frame.Answer answer = call("decide", new Frame().add(spec).add(request));
        boolean forward = answer.next().equals("forward");
        OptionalInt backend = answer.nextOptional()
                .map(index -> OptionalInt.of(Integer.parseInt(index)))
                .orElseGet(OptionalInt::empty);
        if (!forward) {
            int status = Integer.parseInt(answer.next());
            Optional<String> body = answer.nextOptional();
            return new Decision.Respond(status, answer.restAsHeaders(), body, backend);
        }
        Optional<String> upstream = answer.nextOptional();
        String path = answer.next();
        Optional<String> host = answer.nextOptional();
        Optional<Duration> backendRequest = answer.nextOptional().map(ms -> Duration.ofMillis(Long.parseLong(ms)));
        return new Decision.Forward(upstream, answer.restAsHeaders(), path, host, backendRequest, backend);
    }

    @Override
    public List<HeaderField> responseHeaders(String spec, Decision decision, List<HeaderField> upstream) {
        if (decision instanceof Decision.Respond) {
            return List.copyOf(upstream);
        }
        OptionalInt drawn = decision.backend();
        Optional<String> backend =
                drawn.isPresent() ? Optional.of(Integer.toString(drawn.getAsInt())) : Optional.empty();
        return call("response_headers", new Frame().add(spec).add(backend).add(upstream))
                .restAsHeaders();
    }

    private Frame.Answer call(String function, Frame frame) {
        lock.lock();
        try {
            return new Frame.Answer(engine.call(function, frame.toString()));
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        lock.lock();
        try {
            engine.close();
        } finally {
            lock.unlock();
        }
    }
}
