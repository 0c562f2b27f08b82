package io.kongruent.embedded;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The bodies of Kong's own error answers, in the form that the client's Accept asks for. */
final class KongErrors {
    private static final String JSON = "application/json; charset=utf-8";
    private static final String PLAIN = "text/plain; charset=utf-8";
    private static final String HTML = "text/html; charset=utf-8";
    private static final String XML = "application/xml; charset=utf-8";

    private static final Map<String, String> TYPES = Map.of(
            "text/html", HTML,
            "application/json", JSON,
            "text/plain", PLAIN,
            "application/xml", XML,
            "application/*", JSON,
            "text/*", PLAIN,
            "*/*", JSON);

    private static final Map<Integer, String> MESSAGES = Map.of(
            400, "Bad request",
            408, "Request timeout",
            413, "Payload too large",
            500, "An unexpected error occurred",
            502, "An invalid response was received from the upstream server",
            503, "The upstream server is currently unavailable",
            504, "The upstream server is timing out");

    private KongErrors() {}

    /** A body and its content type. */
    record Page(String contentType, String body) {}

    /** Kong's answer to a request it won't forward: JSON unless the client prefers something else. */
    static Page exit(String message, Optional<String> accept, String requestId) {
        return page(accept.map(KongErrors::type).orElse(JSON), message, requestId);
    }

    /** The answer when forwarding failed: plain text unless the client says what it wants. */
    static Page failure(int status, Optional<String> accept, String requestId) {
        String message = MESSAGES.getOrDefault(status, "The upstream server responded with " + status);
        return page(accept.map(KongErrors::type).orElse(PLAIN), message, requestId);
    }

    /** The server's built-in page, which is all that an answer without a body of its own has. */
    static Page builtIn(int status) {
        String title = status + " " + reason(status);
        return new Page(
                "text/html",
                "<html>\r\n<head><title>" + title + "</title></head>\r\n<body>\r\n<center><h1>" + title
                        + "</h1></center>\r\n</body>\r\n</html>\r\n");
    }

    private static String reason(int status) {
        return switch (status) {
            case 301 -> "Moved Permanently";
            case 302 -> "Found";
            case 307 -> "Temporary Redirect";
            case 308 -> "Permanent Redirect";
            case 413 -> "Request Entity Too Large";
            default -> "Error";
        };
    }

    private static Page page(String type, String message, String requestId) {
        String body = switch (type) {
            case PLAIN -> message + "\nrequest_id: " + requestId + "\n";
            case HTML -> """
                    <!doctype html>
                    <html>
                      <head>
                        <meta charset="utf-8">
                        <title>Error</title>
                      </head>
                      <body>
                        <h1>Error</h1>
                        <p>%s.</p>
                        <p>request_id: %s</p>
                      </body>
                    </html>
                    """.formatted(message, requestId);
            case XML -> """
                    <?xml version="1.0" encoding="UTF-8"?>
                    <error>
                      <message>%s</message>
                      <requestid>%s</requestid>
                    </error>
                    """.formatted(message, requestId);
            default -> "{\n  \"message\":\"" + message + "\",\n  \"request_id\":\"" + requestId + "\"\n}";
        };
        return new Page(type, body);
    }

    /** The best known type of an Accept header: of equal quality the first. */
    private static String type(String accept) {
        String best = JSON;
        double quality = 0;
        for (String part : accept.split(",", -1)) {
            String[] pieces = part.strip().toLowerCase(Locale.ROOT).split(";", -1);
            double q = quality(pieces);
            if (q > quality) {
                quality = q;
                best = TYPES.getOrDefault(pieces[0].strip(), best);
            }
        }
        return best;
    }

    private static double quality(String[] pieces) {
        for (int i = 1; i < pieces.length; i++) {
            String piece = pieces[i].strip();
            if (piece.startsWith("q=")) {
                try {
                    return Double.parseDouble(piece.substring(2));
                } catch (NumberFormatException e) {
                    return 0;
                }
            }
        }
        return 1;
    }
}
