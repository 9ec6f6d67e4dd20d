package dev.runbook.provider.kube;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import dev.runbook.language.value.ResourceId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Finds the objects that an error message is about. */
public final class NamedObjects {
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
            Pattern.compile("(?P<kind>[a-z]+)(?:\\.(?P<group>[a-z0-9.-]+))? " + NAME + " already exists"),
            Pattern.compile("\\b(?P<kind>[Jj]ob) (?P<name>[a-z0-9.-]+) failed: "),
            Pattern.compile("cannot patch " + NAME + " with kind (?P<kind>[A-Z][A-Za-z0-9]*)"),
            Pattern.compile(KIND + " " + NAME + " in namespace \"(?P<namespace>[a-z0-9-]*)\""));

    /** A claim that has grown and does not shrink again, when helm undoes what failed for another reason. */
    private static final Pattern GROWN = Pattern.compile(
            "original upgrade error: (?s:.*): PersistentVolumeClaim"
                    + " \"(?P<name>[a-z0-9.-]+)\" is invalid: spec\\.resources\\.requests\\.storage: Forbidden: field can not be less than");

    private NamedObjects() {}

    /**
     * The object; its namespace is the fallback where the message names none. Its API version is often empty or only
     * the group, and its UID is not known.
     */
    public static Optional<ResourceId> in(String message, String fallback) {
        for (Pattern wording : WORDINGS) {
            Matcher m = wording.matcher(message);
            if (m.find()) {
                return Optional.of(named(m, wording, fallback));
            }
        }
        return Optional.empty();
    }

    /** All of them, in the order in which the message names them; one that it names twice is told once. */
    public static List<ResourceId> all(String message, String fallback) {
        Map<Integer, ResourceId> byPlace = new TreeMap<>();
        for (Pattern wording : WORDINGS) {
            Matcher m = wording.matcher(message);
            while (m.find()) {
                byPlace.putIfAbsent(m.start(), named(m, wording, fallback));
            }
        }
        Matcher grown = GROWN.matcher(message);
        if (grown.find()) {
            byPlace.values()
                    .removeIf(one -> one.kind().equals("PersistentVolumeClaim")
                            && one.name().equals(grown.group("name")));
        }
        List<ResourceId> all = new ArrayList<>();
        for (ResourceId one : byPlace.values()) {
            Optional<ResourceId> known = all.stream()
                    .filter(other ->
                            other.kind().equals(one.kind()) && other.name().equals(one.name()))
                    .findFirst();
            if (known.isEmpty()) {
                all.add(one);
            } else if (known.get().apiVersion().isEmpty()) {
                all.set(all.indexOf(known.get()), one);
            }
        }
        return all;
    }

    private static ResourceId named(Matcher m, Pattern wording, String fallback) {
        return new ResourceId(
                group(m, wording, "version")
                        .map(v -> v.startsWith("/") ? v.substring(1) : v)
                        .or(() -> group(m, wording, "group"))
                        .orElse(""),
                group(m, wording, "kind").orElse(""),
                group(m, wording, "namespace").orElse(fallback),
                group(m, wording, "name").orElse(""),
                "");
    }

    private static Optional<String> group(Matcher matcher, Pattern wording, String name) {
        return wording.namedGroups().containsKey(name) ? Optional.ofNullable(matcher.group(name)) : Optional.empty();
    }
}
