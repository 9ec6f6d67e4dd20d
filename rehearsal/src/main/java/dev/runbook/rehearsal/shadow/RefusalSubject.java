package dev.runbook.rehearsal.shadow;

import java.util.List;
import java.util.regex.Pattern;

/** What a refusal is about: the object that was to be written, which its text names first, {@code deployments.apps "web" …}. */
final class RefusalSubject {
    private RefusalSubject() {}

    /**
     * The text without that object, so that what else it names is left; all of it where that object is only here, too.
     *
     * @param path of the request
     */
    static String leftOut(String text, String path, Overlay overlay) {
        return ResourceAddress.of(List.of(path.substring(1).split("/", -1)))
                .filter(asked -> !overlay.isNew(asked.key()))
                .map(asked -> text.replaceFirst(
                        "\\b" + Pattern.quote(asked.plural()) + "(\\." + Pattern.quote(asked.group()) + ")? \""
                                + (asked.name().isEmpty() ? "[^\"]*" : Pattern.quote(asked.name())) + '"',
                        ""))
                .orElse(text);
    }
}
