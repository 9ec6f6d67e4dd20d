package dev.runbook.app.view;

import dev.runbook.diagnostic.Diagnostic;
import dev.runbook.diagnostic.Label;
import dev.runbook.json.Json;
import dev.runbook.source.Span;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** A mistake as a JSON line, for editors: lines and columns count from 1, and the end is behind the last character. */
public final class DiagnosticJson {
    private DiagnosticJson() {}

    public static String of(Diagnostic diagnostic) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("code", diagnostic.code().name());
        fields.put("severity", diagnostic.severity().name().toLowerCase(Locale.ROOT));
        fields.putAll(label(diagnostic.primary()));
        fields.put("what", diagnostic.what());
        fields.put("why", diagnostic.why());
        fields.put("fix", diagnostic.fix());
        fields.put(
                "related",
                diagnostic.secondary().stream().map(DiagnosticJson::label).toList());
        return Json.line(fields);
    }

    private static Map<String, Object> label(Label label) {
        Span span = label.span();
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("file", span.source().name());
        fields.put("line", span.from().line());
        fields.put("column", span.from().column());
        fields.put("end_line", span.to().line());
        fields.put("end_column", span.to().column());
        fields.put("label", label.text());
        return fields;
    }
}
