package dev.runbook.provider.postgres;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads a password file: {@code host:port:database:user:password}, a star for anything, a backslash before : and \. */
final class PassFile {
    private PassFile() {}

    /** The password of the first line that fits. */
    static Optional<String> find(String text, String host, String port, String database, String user) {
        List<String> wanted = List.of(host, port, database, user);
        return text.lines()
                .filter(line -> !line.startsWith("#"))
                .map(PassFile::fields)
                .filter(fields -> fields.size() == 5 && fits(fields, wanted))
                .map(fields -> fields.get(4))
                .findFirst();
    }

    private static boolean fits(List<String> fields, List<String> wanted) {
        for (int i = 0; i < wanted.size(); i++) {
            if (!fields.get(i).equals("*") && !fields.get(i).equals(wanted.get(i))) {
                return false;
            }
        }
        return true;
    }

    /** The fifth field holds the rest of the line. */
    private static List<String> fields(String line) {
        List<String> fields = new ArrayList<>();
        StringBuilder field = new StringBuilder();
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c == ':' && fields.size() < 4) {
                fields.add(field.toString());
                field.setLength(0);
            } else if (c == '\\' && i + 1 < line.length()) {
                i++;
                field.append(line.charAt(i));
            } else {
                field.append(c);
            }
        }
        fields.add(field.toString());
        return fields;
    }
}
