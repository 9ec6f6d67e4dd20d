package dev.runbook.app.run;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.runbook.app.foresee.SavedPlan;
import dev.runbook.app.foresee.SavedPlanFile;
import dev.runbook.app.view.PlanForm;
import dev.runbook.app.view.PlanPage;
import dev.runbook.json.Json;
import dev.runbook.language.eval.ValueText;
import dev.runbook.language.value.Value;
import dev.runbook.run.journal.EntryJson;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A saved plan as it was seen when it was made.
 *
 * @param used when and by whom it was done
 */
public record ShownPlan(SavedPlan plan, Optional<String> used) {
    /** Reads it, or ends the command. */
    public static ShownPlan of(SavedPlanFile file) {
        return new ShownPlan(PlanToDo.open(file).plan(), PlanToDo.used(file));
    }

    /** In one of the forms that plans have. */
    public List<String> lines(PlanForm form) {
        SavedPlan.PlanPages pages = plan.pages();
        return switch (form) {
            case text -> PlanPage.of(form).kept(pages.text(), pages.text(), facts());
            case markdown -> PlanPage.of(form).kept(pages.markdown(), pages.text(), facts());
            case html -> PlanPage.of(form).kept(pages.html(), pages.text(), facts());
            case json -> json().lines().toList();
        };
    }

    private Map<String, String> facts() {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("runbook", plan.runbook());
        String inputs = plan.given().stream()
                .map(input -> input + "=" + ValueText.of(plan.inputs().getOrDefault(input, Value.NIL)))
                .collect(Collectors.joining(", "));
        if (!inputs.isEmpty()) {
            facts.put("inputs", inputs);
        }
        facts.putAll(plan.cluster());
        facts.put("made", plan.made());
        used.ifPresent(when -> facts.put("used", when));
        return facts;
    }

    /** For programs: its names are those of a plan, where that has them. */
    private String json() {
        StringWriter text = new StringWriter();
        try (JsonGenerator out = Json.indented(text)) {
            out.writeStartObject();
            out.writeStringField("runbook", plan.runbook());
            out.writeFieldName("verdict");
            out.writeRawValue(plan.verdict());
            out.writeFieldName("inputs");
            EntryJson.write(out, plan.inputs());
            out.writeStringField("folder", plan.folder());
            for (Map.Entry<String, String> option : plan.cluster().entrySet()) {
                out.writeStringField(option.getKey(), option.getValue());
            }
            out.writeStringField("made", plan.made());
            if (used.isPresent()) {
                out.writeStringField("used", used.get());
            }
            out.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }
}
