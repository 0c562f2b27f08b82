package io.kongruent.graph;

import io.kongruent.model.Ref;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** What a rule or one of its backends does to requests and answers. A new filter is a new record here: the compiler then names the rooms to visit. */
public sealed interface Filter {

    /** The type as the Gateway API spells it, such as {@code RequestHeaderModifier}. */
    String type();

    /** A header's name and value, or an edit of it. */
    record Header(String name, String value) {}

    /** Edits of headers; each list in declared order. */
    record HeaderEdits(List<Header> set, List<Header> add, List<String> remove) {
        public HeaderEdits {
            set = List.copyOf(set);
            add = List.copyOf(add);
            remove = List.copyOf(remove);
        }
    }

    /** How a redirect or rewrite changes the path. */
    sealed interface PathEdit {
        /** The whole path is replaced. */
        record ReplaceFull(String path) implements PathEdit {}

        /** The prefix that the match declared is replaced. Only with a {@link PathMatch.Prefix}. */
        record ReplacePrefix(String replacement) implements PathEdit {}
    }

    record RequestHeaders(HeaderEdits edits) implements Filter {
        @Override
        public String type() {
            return "RequestHeaderModifier";
        }
    }

    record ResponseHeaders(HeaderEdits edits) implements Filter {
        @Override
        public String type() {
            return "ResponseHeaderModifier";
        }
    }

    record Redirect(
            Optional<String> scheme, Optional<String> hostname, OptionalInt port, Optional<PathEdit> path, int status)
            implements Filter {
        @Override
        public String type() {
            return "RequestRedirect";
        }
    }

    record Rewrite(Optional<String> hostname, Optional<PathEdit> path) implements Filter {
        @Override
        public String type() {
            return "URLRewrite";
        }
    }

    /** A filter of another API, by reference. */
    record Extension(Ref ref) implements Filter {
        @Override
        public String type() {
            return "ExtensionRef";
        }
    }

    /**
     * A filter that the Gateway API knows and that no data plane of ours can do yet, or that is newer than this version.
     *
     * @param type its type as declared
     */
    record Unsupported(String type) implements Filter {}
}
