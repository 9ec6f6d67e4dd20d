package dev.runbook.provider.helm;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import java.util.Optional;
import java.util.Set;

/** The field of a custom resource that a path into its definition speaks of. */
final class SchemaField {
    private static final String SCHEMA = ".openAPIV3Schema";
    private static final Pattern PROPERTY = Pattern.compile("\\.properties(\\.[^.\\[]+|\\['[^']*'\\])");
    private static final Pattern KEYWORD = Pattern.compile("\\.([^.\\[]+)");
    /** Keywords that no object is stored or refused for. */
    private static final Set<String> DOCUMENTATION = Set.of("description", "title", "example", "externalDocs");

    private SchemaField() {}

    /** Nothing for what is only there to be read. */
    static Optional<String> of(String path) {
        int schema = path.indexOf(SCHEMA);
        if (schema < 0) {
            return Optional.of(path);
        }
        StringBuilder field = new StringBuilder();
        String rest = path.substring(schema + SCHEMA.length());
        // A property may have a keyword's name: only what stands where keywords do is one.
        while (true) {
            Matcher property = PROPERTY.matcher(rest);
            Matcher keyword = KEYWORD.matcher(rest);
            if (property.lookingAt()) {
                field.append(property.group(1));
                rest = rest.substring(property.end());
            } else if (keyword.lookingAt() && keyword.group(1).equals("items")) {
                field.append("[]");
                rest = rest.substring(keyword.end());
            } else if (keyword.lookingAt() && keyword.group(1).equals("additionalProperties")) {
                field.append(".*");
                rest = rest.substring(keyword.end());
            } else if (keyword.lookingAt() && DOCUMENTATION.contains(keyword.group(1))) {
                return Optional.empty();
            } else {
                break;
            }
        }
        return Optional.of(field.isEmpty() ? "its schema" : field.toString().replaceFirst("(\\[])+$", ""));
    }
}
