package io.kongruent.cluster;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/** What is logged for people to read, while this is open, by the loggers below some names. */
final class LogLines extends Handler implements AutoCloseable {

    private static final Logger ROOT = Logger.getLogger("");

    private final List<String> names;
    private final List<String> lines = new CopyOnWriteArrayList<>();

    /** Loggers whose level was changed, with what it was. Holds them: nobody else does. */
    private final Map<Logger, Optional<Level>> levels = new LinkedHashMap<>();

    private final Map<Handler, Level> handlers = new LinkedHashMap<>();

    private LogLines(List<String> names) {
        this.names = names;
    }

    /** Everything that is logged down to DEBUG, whoever it is meant for, with what was thrown. */
    static LogLines atDebug() {
        LogLines lines = new LogLines(List.of(""));
        lines.setLevel(Level.FINE);
        for (String name : List.of(
                "",
                "io.kongruent",
                "io.quarkus",
                "io.smallrye",
                "io.javaoperatorsdk",
                "io.quarkiverse.operatorsdk",
                "io.fabric8",
                "io.fabric8.kubernetes.client.informers",
                "io.fabric8.kubernetes.client.dsl.internal",
                "io.vertx",
                "org.jboss.resteasy")) {
            Logger logger = Logger.getLogger(name);
            lines.levels.put(logger, Optional.ofNullable(logger.getLevel()));
            logger.setLevel(Level.FINE);
        }
        // The console is for people.
        for (Handler other : ROOT.getHandlers()) {
            lines.handlers.put(other, other.getLevel());
            other.setLevel(Level.INFO);
        }
        ROOT.addHandler(lines);
        return lines;
    }

    static LogLines from(String... names) {
        LogLines lines = new LogLines(List.of(names));
        lines.setLevel(Level.INFO);
        ROOT.addHandler(lines);
        return lines;
    }

    List<String> lines() {
        return List.copyOf(lines);
    }

    @Override
    public void publish(LogRecord entry) {
        String logger = String.valueOf(entry.getLoggerName());
        if (isLoggable(entry) && names.stream().anyMatch(logger::startsWith)) {
            lines.add(entry.getLevel() + " " + logger + ": "
                    + (entry instanceof org.jboss.logmanager.ExtLogRecord ext
                            ? ext.getFormattedMessage()
                            : entry.getMessage())
                    + thrown(entry.getThrown()));
        }
    }

    private static String thrown(@Nullable Throwable thrown) {
        return thrown == null ? "" : " " + thrown + thrown(thrown.getCause());
    }

    @Override
    public void flush() {
        // Nothing is held back.
    }

    @Override
    public void close() {
        ROOT.removeHandler(this);
        handlers.forEach(Handler::setLevel);
        levels.forEach((logger, level) -> logger.setLevel(level.orElse(null)));
    }
}
