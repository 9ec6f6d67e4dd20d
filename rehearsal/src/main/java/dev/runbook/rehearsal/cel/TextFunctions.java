package dev.runbook.rehearsal.cel;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import dev.cel.common.types.ListType;
import dev.cel.common.types.SimpleType;
import java.util.ArrayList;
import java.util.List;

/** What Kubernetes adds to the texts of expressions: what in them fits a pattern, and {@code format}. */
final class TextFunctions {
    private TextFunctions() {}

    static void addTo(FunctionLibrary library) {
        library.member(
                "find",
                "string_find_string",
                CelTypes.STRING,
                CelTypes.STRING,
                SimpleType.STRING,
                (text, of) -> found(text, of, 1).stream().findFirst().orElse(""));
        ListType texts = ListType.create(SimpleType.STRING);
        library.member(
                "findAll",
                "string_find_all_string",
                CelTypes.STRING,
                CelTypes.STRING,
                texts,
                (text, of) -> found(text, of, -1));
        library.member(
                "findAll",
                "string_find_all_string_int",
                List.of(CelTypes.STRING, CelTypes.STRING, CelTypes.INT),
                texts,
                given -> found((String) given[0], (String) given[1], (Long) given[2]));
        library.member(
                "format",
                "string_format",
                CelTypes.STRING,
                CelTypes.list(SimpleType.DYN),
                SimpleType.STRING,
                (text, of) -> TextTemplate.filled(text, of));
    }

    private static List<String> found(String text, String pattern, long most) {
        List<String> all = new ArrayList<>();
        try {
            Matcher matcher = Pattern.compile(pattern).matcher(text);
            while ((most < 0 || all.size() < most) && matcher.find()) {
                all.add(matcher.group());
            }
        } catch (PatternSyntaxException wrong) {
            throw new CelArgumentException("Illegal regex: " + wrong.getMessage());
        }
        return all;
    }
}
