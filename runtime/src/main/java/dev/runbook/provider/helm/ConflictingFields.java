package dev.runbook.provider.helm;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import dev.runbook.language.failure.Failed;
import dev.runbook.language.failure.Failure;
import dev.runbook.port.KubeObject;
import dev.runbook.provider.Call;
import dev.runbook.text.PrivateText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Which fields another tool has set that an upgrade wants to set, who that was, and both values. */
final class ConflictingFields {
    private static final int SHOWN = 4;
    private static final int LONGEST = 40;

    private static final Pattern OBJECT = Pattern.compile(
            "while applying object (?:(?P<namespace>[a-z0-9-]+)/)?(?P<name>\\S+) \\S+, Kind=(?P<kind>\\w+): Apply failed with \\d+ conflicts?: ");
    private static final Pattern MANAGER =
            Pattern.compile("conflicts? with \"(?P<manager>[^\"]+)\"[^:]*?(?: using [a-z0-9./-]+)?:");

    /** A field is the last on its line, unless the next error follows it at once. */
    private static final Pattern FIELD =
            Pattern.compile("^\\s*(?:- )?(?P<field>\\..+?)(?: && .*|: conflict occurred .*)?$");

    private ConflictingFields() {}

    /** A field, and who has set it. */
    private record ForeignField(String path, String manager) {}

    /** The failure with the fields in place of helm's account of them; as it is where they cannot be made out. */
    static Failure named(Call call, Failure failure) throws InterruptedException {
        Map<String, List<ForeignField>> conflicts = conflicts(failure.output());
        if (conflicts.isEmpty()) {
            return failure;
        }
        Map<String, KubeObject> wanted = wanted(call);
        List<String> said = new ArrayList<>();
        for (Map.Entry<String, List<ForeignField>> conflict : conflicts.entrySet()) {
            Optional<KubeObject> coming = Optional.ofNullable(wanted.get(conflict.getKey()));
            String home = HelmCalls.namespace(call) + "/";
            said.add(conflict.getKey().replace(home, "") + " "
                    + fields(conflict.getValue(), coming, live(call, coming)));
        }
        return failure.saying("another tool has set " + String.join("; ", said));
    }

    private static String fields(List<ForeignField> fields, Optional<KubeObject> coming, Optional<KubeObject> live) {
        String shown = fields.stream()
                .limit(SHOWN)
                .map(field -> field.path().substring(1) + " (" + field.manager() + values(field, coming, live) + ")")
                .collect(Collectors.joining(", "));
        return fields.size() <= SHOWN ? shown : shown + " and " + (fields.size() - SHOWN) + " more";
    }

    private static String values(ForeignField field, Optional<KubeObject> coming, Optional<KubeObject> live) {
        // Nobody is shown what is in a Secret.
        if (coming.isEmpty() || live.isEmpty() || coming.get().kind().equals("Secret")) {
            return "";
        }
        Optional<String> now =
                AppliedFieldPath.value(live.get().content(), field.path()).map(String::valueOf);
        Optional<String> next =
                AppliedFieldPath.value(coming.get().content(), field.path()).map(String::valueOf);
        if (now.isEmpty() || next.isEmpty()) {
            return "";
        }
        String change = PrivateText.change(field.path(), now.get(), next.get(), ConflictingFields::shown);
        return change.isEmpty() ? "" : ": " + change;
    }

    private static String shown(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
    }

    /** Of each object that helm's error names, once. */
    private static Map<String, List<ForeignField>> conflicts(String output) {
        Map<String, List<ForeignField>> conflicts = new LinkedHashMap<>();
        int error = Math.max(0, output.lastIndexOf("Error: "));
        String said = output.substring(error);
        Matcher object = OBJECT.matcher(said);
        int from = 0;
        while (object.find(from)) {
            String name = key(object.group("namespace"), object.group("kind"), object.group("name"));
            int begin = object.end();
            from = begin;
            int end = object.find(begin) ? object.start() : said.length();
            conflicts.putIfAbsent(name, fields(said.substring(begin, end)));
        }
        conflicts.values().removeIf(List::isEmpty);
        return conflicts;
    }

    /** As kubectl names an object, behind its namespace where it has one. */
    private static String key(@Nullable String namespace, String kind, String name) {
        String home = namespace == null || namespace.isEmpty() ? "" : namespace + "/";
        return home + kind.toLowerCase(Locale.ROOT) + "/" + name;
    }

    private static List<ForeignField> fields(String said) {
        List<ForeignField> fields = new ArrayList<>();
        @Nullable String manager = null;
        for (String line : said.split("\n", -1)) {
            Matcher next = MANAGER.matcher(line);
            String rest = line;
            if (next.find() && !line.stripLeading().startsWith("- ")) {
                manager = next.group("manager");
                rest = line.substring(next.end());
            }
            Matcher field = FIELD.matcher(rest);
            if (manager != null && field.find()) {
                fields.add(new ForeignField(field.group("field"), manager));
            }
        }
        return fields;
    }

    private static Map<String, KubeObject> wanted(Call call) throws InterruptedException {
        try {
            Map<String, KubeObject> wanted = new LinkedHashMap<>();
            for (KubeObject object : UpgradeRendering.of(call)) {
                String home = object.namespace().isEmpty() ? HelmCalls.namespace(call) : object.namespace();
                wanted.putIfAbsent(key(home, object.kind(), object.name()), object);
            }
            return wanted;
        } catch (Failed notRendered) {
            return Map.of();
        }
    }

    private static Optional<KubeObject> live(Call call, Optional<KubeObject> coming) throws InterruptedException {
        try {
            return coming.isEmpty() ? Optional.empty() : new ReleaseContents(call).live(coming.get());
        } catch (Failed mayNotLook) {
            return Optional.empty();
        }
    }
}
