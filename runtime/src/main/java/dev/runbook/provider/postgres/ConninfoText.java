package dev.runbook.provider.postgres;

import java.util.LinkedHashMap;
import java.util.Map;

/** Reads libpq's string of keywords: {@code host=db.example.com dbname='my database'}. */
final class ConninfoText {
    private final String text;
    private final String what;
    private int at;

    private ConninfoText(String text, String what) {
        this.text = text;
        this.what = what;
    }

    static Map<String, String> read(String text, String what) {
        return new ConninfoText(text, what).all();
    }

    private Map<String, String> all() {
        Map<String, String> keywords = new LinkedHashMap<>();
        skipSpace();
        while (at < text.length()) {
            int start = at;
            while (at < text.length() && text.charAt(at) != '=' && !Character.isWhitespace(text.charAt(at))) {
                at++;
            }
            String keyword = text.substring(start, at);
            skipSpace();
            if (at == text.length() || text.charAt(at) != '=') {
                throw Conninfo.unreadable(what, "a keyword has no \"=\" after it");
            }
            at++;
            skipSpace();
            keywords.put(keyword, value());
            skipSpace();
        }
        return keywords;
    }

    private String value() {
        boolean quoted = at < text.length() && text.charAt(at) == '\'';
        if (quoted) {
            at++;
        }
        StringBuilder value = new StringBuilder();
        while (at < text.length()) {
            char c = text.charAt(at);
            if (quoted ? c == '\'' : Character.isWhitespace(c)) {
                at++;
                return value.toString();
            }
            if (c == '\\' && at + 1 < text.length()) {
                at++;
                c = text.charAt(at);
            }
            value.append(c);
            at++;
        }
        if (quoted) {
            throw Conninfo.unreadable(what, "a quotation mark is not closed");
        }
        return value.toString();
    }

    private void skipSpace() {
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
    }
}
