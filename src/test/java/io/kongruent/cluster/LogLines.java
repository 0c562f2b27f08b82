package io.kongruent.cluster;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** What is logged for people to read, while this is open, by the loggers below some names. */
final class LogLines extends Handler implements AutoCloseable {

    private static final Logger ROOT = Logger.getLogger("");

    private final List<String> names;
    private final List<String> lines = new CopyOnWriteArrayList<>();

    private LogLines(List<String> names) {
        this.names = names;
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
                            : entry.getMessage()));
        }
    }

    @Override
    public void flush() {
        // Nothing is held back.
    }

    @Override
    public void close() {
        ROOT.removeHandler(this);
    }
}
