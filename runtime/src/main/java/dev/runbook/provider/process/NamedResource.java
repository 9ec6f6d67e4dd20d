package dev.runbook.provider.process;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import dev.runbook.language.value.ResourceId;
import java.util.List;
import java.util.Optional;

/** Finds the object that an error message is about. */
final class NamedResource {
    private static final String KIND = "(?P<kind>[A-Z][A-Za-z0-9]*)(?:\\.(?P<group>[a-z0-9.-]+))?";
    private static final String NAME = "\"(?P<name>[a-zA-Z0-9._:-]+)\"";

    /** In the order of how much they say. */
    private static final List<Pattern> WORDINGS = List.of(
            Pattern.compile(KIND + " " + NAME + " in namespace \"(?P<namespace>[a-z0-9-]*)\" (?:exists|cannot)"),
            Pattern.compile("object (?P<namespace>[a-z0-9-]*)/(?P<name>[a-zA-Z0-9._:-]+) (?P<version>[a-z0-9./-]+), "
                    + "Kind=(?P<kind>[A-Za-z0-9]+)"),
            Pattern.compile("resource (?P<kind>[A-Z][A-Za-z0-9]*)/(?P<namespace>[a-z0-9-]*)/"
                    + "(?P<name>[a-zA-Z0-9._:-]+) not ready"),
            Pattern.compile("\\((?P<namespace>[a-z0-9-]*)/(?P<name>[a-zA-Z0-9._:-]+); "
                    + "(?P<version>[a-z0-9./-]+), Kind=(?P<kind>[A-Za-z0-9]+)\\)"),
            Pattern.compile("namespace: (?P<namespace>[a-z0-9-]*), name: (?P<name>[a-zA-Z0-9._:-]+), "
                    + "existing_kind: (?P<version>[a-z0-9./-]+), Kind=(?P<kind>[A-Za-z0-9]+)"),
            Pattern.compile(KIND + " " + NAME + " is invalid"),
            Pattern.compile("cannot patch " + NAME + " with kind (?P<kind>[A-Z][A-Za-z0-9]*)"),
            Pattern.compile(KIND + " " + NAME + " in namespace \"(?P<namespace>[a-z0-9-]*)\""));

    private NamedResource() {}

    /**
     * The object; its namespace is the fallback where the message names none. Its API version is often empty or only
     * the group, and its UID is not known.
     */
    static Optional<ResourceId> in(String message, String fallback) {
        for (Pattern wording : WORDINGS) {
            Matcher m = wording.matcher(message);
            if (m.find()) {
                return Optional.of(new ResourceId(
                        group(m, wording, "version")
                                .map(v -> v.startsWith("/") ? v.substring(1) : v)
                                .or(() -> group(m, wording, "group"))
                                .orElse(""),
                        group(m, wording, "kind").orElse(""),
                        group(m, wording, "namespace").orElse(fallback),
                        group(m, wording, "name").orElse(""),
                        ""));
            }
        }
        return Optional.empty();
    }

    private static Optional<String> group(Matcher matcher, Pattern wording, String name) {
        return wording.namedGroups().containsKey(name) ? Optional.ofNullable(matcher.group(name)) : Optional.empty();
    }
}
