package dev.runbook.provider.kube;

import dev.runbook.port.KubeObject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.representer.Representer;
import org.yaml.snakeyaml.resolver.Resolver;

/** The objects that the manifest of a Helm release lists. */
public final class ReleaseManifest {
    private static final int LARGEST = 64 * 1024 * 1024;
    private static final ParsedManifests PARSED = new ParsedManifests();

    private ReleaseManifest() {}

    /**
     * One object of a manifest.
     *
     * @param namespace as written; empty when the manifest leaves it to the release
     */
    public record Listed(String apiVersion, String kind, String namespace, String name) {}

    /** The text is not a manifest. */
    public static final class ManifestException extends Exception {
        private static final long serialVersionUID = 1L;

        ManifestException(String message) {
            super(message);
        }
    }

    /** The objects in their order; a {@code List} gives its items. */
    public static List<Listed> parse(String text) throws ManifestException {
        return objects(text).stream()
                .map(o -> new Listed(o.apiVersion(), o.kind(), o.namespace(), o.name()))
                .toList();
    }

    /** The same with all that is written of them; every scalar is a text. */
    public static List<KubeObject> objects(String text) throws ManifestException {
        Optional<List<KubeObject>> known = PARSED.of(text);
        if (known.isPresent()) {
            return known.get();
        }
        List<KubeObject> parsed = parsed(text, new AllText());
        PARSED.keep(text, parsed);
        return parsed;
    }

    /** The same as helm sends them: with numbers and truth values. */
    public static List<KubeObject> typed(String text) throws ManifestException {
        return parsed(text, new AsHelm());
    }

    private static List<KubeObject> parsed(String text, Resolver scalars) throws ManifestException {
        LoaderOptions options = new LoaderOptions();
        options.setCodePointLimit(LARGEST);
        // A chart may write a key twice; helm takes the last one, and so does this.
        options.setWarnOnDuplicateKeys(false);
        DumperOptions dumper = new DumperOptions();
        Yaml yaml = new Yaml(new SafeConstructor(options), new Representer(dumper), dumper, options, scalars);
        List<KubeObject> listed = new ArrayList<>();
        try {
            for (Object document : yaml.loadAll(text)) {
                add(document, listed);
            }
        } catch (YAMLException notYaml) {
            throw new ManifestException("the manifest is not YAML: "
                    + String.valueOf(notYaml.getMessage()).lines().findFirst().orElse(""));
        }
        return List.copyOf(listed);
    }

    private static void add(Object document, List<KubeObject> listed) {
        if (!(document instanceof Map<?, ?> map)) {
            return;
        }
        if (map.get("items") instanceof List<?> items && text(map, "kind").endsWith("List")) {
            items.forEach(item -> add(item, listed));
            return;
        }
        if (map.get("metadata") instanceof Map<?, ?> metadata
                && !text(metadata, "name").isEmpty()) {
            Map<String, Object> content = new LinkedHashMap<>();
            map.forEach((key, value) -> content.put(String.valueOf(key), value));
            listed.add(new KubeObject(content));
        }
    }

    private static String text(Map<?, ?> map, String key) {
        return map.get(key) instanceof String s ? s : "";
    }

    /** A name such as {@code 1e3} or {@code on} stays the text that it is. */
    private static final class AllText extends Resolver {
        @Override
        protected void addImplicitResolvers() {}
    }

    /** What Go's YAML takes for something else than a text: neither dates nor numbers to the base of 60. */
    private static final class AsHelm extends Resolver {
        private static final Pattern WHOLE = Pattern.compile("[-+]?(0|[1-9][0-9_]*|0[0-7_]+|0x[0-9a-fA-F_]+|0b[01_]+)");
        private static final Pattern FRACTION = Pattern.compile(
                "[-+]?(\\.[0-9]+|[0-9]+(\\.[0-9]*)?)([eE][-+]?[0-9]+)?|[-+]?\\.(inf|Inf|INF)|\\.(nan|NaN|NAN)");

        @Override
        protected void addImplicitResolvers() {
            addImplicitResolver(Tag.BOOL, BOOL, "yYnNtTfFoO");
            addImplicitResolver(Tag.INT, WHOLE, "-+0123456789");
            addImplicitResolver(Tag.FLOAT, FRACTION, "-+0123456789.");
            addImplicitResolver(Tag.MERGE, MERGE, "<");
            addImplicitResolver(Tag.NULL, NULL, "~nN\0");
            addImplicitResolver(Tag.NULL, EMPTY, null);
        }
    }
}
