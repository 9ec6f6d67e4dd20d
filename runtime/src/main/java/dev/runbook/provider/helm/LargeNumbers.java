package dev.runbook.provider.helm;

import java.io.StringReader;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/**
 * Whole numbers that helm takes for floats when it reads them from a file: a template then writes 20161216 as
 * {@code 2.0161216e+07}, while the same number given with {@code --set} stays as it is.
 */
final class LargeNumbers {
    private static final long SMALLEST = 1_000_000;
    private static final int LARGEST_MANIFEST = 64 * 1024 * 1024;

    private LargeNumbers() {}

    /** The numbers by their paths in the values. */
    static Map<String, Number> of(Map<?, ?> values) {
        Map<String, Number> found = new LinkedHashMap<>();
        collect("", values, found);
        return found;
    }

    private static void collect(String path, Object value, Map<String, Number> found) {
        switch (value) {
            case Map<?, ?> map ->
                map.forEach((key, inner) -> {
                    if (inner != null) {
                        collect(path.isEmpty() ? String.valueOf(key) : path + "." + key, inner, found);
                    }
                });
            case List<?> list -> {
                for (int i = 0; i < list.size(); i++) {
                    if (list.get(i) != null) {
                        collect(path + "[" + i + "]", list.get(i), found);
                    }
                }
            }
            case Number number when whole(number) -> found.put(path, number);
            default -> {
                // Whatever else it is, it is written as it is read.
            }
        }
    }

    private static boolean whole(Number number) {
        return !(number instanceof Double) && Math.abs(number.doubleValue()) >= SMALLEST;
    }

    /** As a template writes the number once it is a float. */
    static String asFloat(Number number) {
        BigDecimal shortest = new BigDecimal(Double.toString(number.doubleValue())).stripTrailingZeros();
        String digits = shortest.unscaledValue().abs().toString();
        int exponent = digits.length() - 1 - shortest.scale();
        return (shortest.signum() < 0 ? "-" : "")
                + digits.charAt(0)
                + (digits.length() > 1 ? "." + digits.substring(1) : "")
                + (exponent < 10 ? "e+0" : "e+")
                + exponent;
    }

    /** In how many texts of the manifest a float of this form stands: where it stands alone, it is read as the number. */
    static int texts(String manifest, String form) {
        if (!manifest.contains(form)) {
            return 0;
        }
        int texts = 0;
        LoaderOptions options = new LoaderOptions();
        options.setCodePointLimit(LARGEST_MANIFEST);
        // A chart may write a key twice; helm takes the last one, and so does this.
        options.setWarnOnDuplicateKeys(false);
        try {
            List<Node> open = new ArrayList<>();
            new org.yaml.snakeyaml.Yaml(options)
                    .composeAll(new StringReader(manifest))
                    .forEach(open::add);
            while (!open.isEmpty()) {
                switch (open.removeLast()) {
                    case MappingNode map ->
                        map.getValue().stream().map(NodeTuple::getValueNode).forEach(open::add);
                    case SequenceNode list -> open.addAll(list.getValue());
                    case ScalarNode scalar
                    when scalar.getValue().contains(form)
                            && !(scalar.getScalarStyle() == ScalarStyle.PLAIN
                                    && scalar.getValue().equals(form)) -> texts++;
                    default -> {
                        // No text with it.
                    }
                }
            }
            return texts;
        } catch (YAMLException broken) {
            return 0;
        }
    }
}
