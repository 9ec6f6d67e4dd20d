package dev.runbook.provider.postgres;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Reads pg_service.conf: sections named by service, with a keyword and a value on each line. */
final class ServiceFile {
    private ServiceFile() {}

    /** The keywords of a service; empty when the file does not have it. */
    static Optional<Map<String, String>> find(String text, String service) {
        Map<String, String> keywords = new LinkedHashMap<>();
        boolean found = false;
        boolean here = false;
        for (String line : text.lines().map(String::strip).toList()) {
            if (line.isEmpty() || line.startsWith("#")) {
                continue;
            }
            if (line.startsWith("[") && line.endsWith("]")) {
                here = line.substring(1, line.length() - 1).equals(service);
                found |= here;
            } else if (here && line.indexOf('=') > 0) {
                int equals = line.indexOf('=');
                keywords.putIfAbsent(
                        line.substring(0, equals).strip(),
                        line.substring(equals + 1).strip());
            }
        }
        return found ? Optional.of(keywords) : Optional.empty();
    }
}
