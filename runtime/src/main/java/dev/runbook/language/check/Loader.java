package dev.runbook.language.check;

import dev.runbook.source.Source;
import java.util.List;

/** Finds the files that a runbook names in {@code extends} and {@code include}. */
public interface Loader {
    /** A loader for a runbook that stands alone. */
    Loader NONE = (from, path) -> new Loaded.NotFound("no other files can be read here", List.of());

    /**
     * The file that {@code from} means by a path: relative to itself, or a shipped runbook by its name. The same
     * file has the same {@linkplain Source#name() name} each time, however it was written.
     */
    Loaded load(Source from, String path);

    /** What came of looking for a file. */
    sealed interface Loaded {
        record Found(Source source) implements Loaded {}

        /**
         * There is no such file, or it cannot be read.
         *
         * @param why in a few words, such as {@code there is no such file}
         * @param others what could have been meant; may be empty
         */
        record NotFound(String why, List<String> others) implements Loaded {
            public NotFound {
                others = List.copyOf(others);
            }
        }
    }
}
