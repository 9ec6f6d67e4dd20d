package dev.runbook.app.foresee;

import com.fasterxml.jackson.core.JsonGenerator;
import com.google.re2j.PatternSyntaxException;
import dev.runbook.app.foresee.PlanFacts.PlanFact;
import dev.runbook.json.Json;
import dev.runbook.json.JsonMap;
import dev.runbook.language.value.Value;
import dev.runbook.run.journal.EntryJson;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A plan that was kept, so that a person can agree to it now and have just that done later.
 *
 * @param made when and by whom, for people
 * @param runbook the name that was asked for
 * @param folder the working folder
 * @param cluster options that were given for the cluster and helm: {@code kubeconfig}, {@code context}, {@code helm}
 * @param inputs the parameters; of a secret only its name
 * @param given the parameters whose values the operator has given, and not the runbook
 * @param secrets what tells a secret from another, by the parameter's name
 * @param pages the plan as people have seen it
 * @param verdict the same for programs, as JSON
 */
public record SavedPlan(
        String made,
        String runbook,
        String folder,
        Map<String, String> cluster,
        Map<String, Value> inputs,
        List<String> given,
        Map<String, SecretHash> secrets,
        PlanFacts facts,
        PlanPages pages,
        String verdict) {
    /**
     * A plan as it was drawn.
     *
     * @param text for a terminal
     * @param markdown for a ticket; empty in a file of before there was one
     * @param html for a page; empty in a file of before there was one
     */
    public record PlanPages(List<String> text, List<String> markdown, List<String> html) {
        public PlanPages {
            text = List.copyOf(text);
            markdown = List.copyOf(markdown);
            html = List.copyOf(html);
        }
    }

    /** Whether both are of one runbook, by whatever path it was named. */
    boolean isOfRunbook(SavedPlan other) {
        return place().equals(other.place());
    }

    private Path place() {
        return Path.of(folder).resolve(runbook).normalize();
    }

    /** As it is kept. */
    public String json() {
        StringWriter text = new StringWriter();
        try (JsonGenerator out = Json.indented(text)) {
            out.writeStartObject();
            out.writeStringField("made", made);
            out.writeStringField("runbook", runbook);
            out.writeStringField("folder", folder);
            out.writeObjectFieldStart("cluster");
            for (Map.Entry<String, String> option : cluster.entrySet()) {
                out.writeStringField(option.getKey(), option.getValue());
            }
            out.writeEndObject();
            out.writeFieldName("inputs");
            EntryJson.write(out, inputs);
            write(out, "given", given);
            out.writeArrayFieldStart("secrets");
            for (Map.Entry<String, SecretHash> secret : secrets.entrySet()) {
                out.writeStartObject();
                out.writeStringField("name", secret.getKey());
                out.writeStringField("salt", secret.getValue().salt());
                out.writeStringField("hash", secret.getValue().hash());
                out.writeEndObject();
            }
            out.writeEndArray();
            out.writeArrayFieldStart("facts");
            for (Map.Entry<String, PlanFact> fact : facts.facts().entrySet()) {
                out.writeStartObject();
                out.writeStringField("what", fact.getKey());
                out.writeStringField("is", fact.getValue().shown());
                out.writeStringField("sum", fact.getValue().sum());
                out.writeEndObject();
            }
            out.writeEndArray();
            out.writeFieldName("verdict");
            out.writeRawValue(verdict);
            write(out, "screen", pages.text());
            write(out, "markdown", pages.markdown());
            write(out, "html", pages.html());
            out.writeEndObject();
        } catch (IOException never) {
            throw new IllegalStateException(never);
        }
        return text.toString();
    }

    private static void write(JsonGenerator out, String name, List<String> lines) throws IOException {
        out.writeArrayFieldStart(name);
        for (String line : lines) {
            out.writeString(line);
        }
        out.writeEndArray();
    }

    private static List<String> lines(JsonMap plan, String name) {
        return plan.fields().get(name) instanceof List<?> lines
                ? lines.stream().map(String::valueOf).toList()
                : List.of();
    }

    /** The plan that a text holds; empty when it is not a whole one. */
    public static Optional<SavedPlan> of(String json) {
        try {
            JsonMap plan = new JsonMap(Json.whole(json));
            Map<String, String> cluster = new LinkedHashMap<>();
            plan.object("cluster")
                    .fields()
                    .forEach((option, value) -> cluster.put(String.valueOf(option), String.valueOf(value)));
            Map<String, SecretHash> secrets = new LinkedHashMap<>();
            for (JsonMap secret : plan.objects("secrets")) {
                secrets.put(secret.text("name"), new SecretHash(secret.text("salt"), secret.text("hash")));
            }
            LinkedHashMap<String, PlanFact> facts = new LinkedHashMap<>();
            for (JsonMap fact : plan.objects("facts")) {
                facts.put(fact.text("what"), new PlanFact(fact.text("is"), fact.text("sum")));
            }
            if (facts.isEmpty()
                    || !(plan.fields().get("screen") instanceof List<?>)
                    || !(plan.fields().get("given") instanceof List<?> given)) {
                return Optional.empty();
            }
            return Optional.of(new SavedPlan(
                    plan.text("made"),
                    plan.text("runbook"),
                    plan.text("folder"),
                    cluster,
                    EntryJson.values(plan.object("inputs").fields()),
                    given.stream().map(String::valueOf).toList(),
                    secrets,
                    new PlanFacts(facts),
                    new PlanPages(lines(plan, "screen"), lines(plan, "markdown"), lines(plan, "html")),
                    Json.line(strings(plan.object("verdict").fields()))));
        } catch (IOException
                | EntryJson.UnreadableEntryException
                | IllegalArgumentException
                | PatternSyntaxException damaged) {
            return Optional.empty();
        }
    }

    private static Map<String, Object> strings(Map<?, ?> fields) {
        Map<String, Object> named = new LinkedHashMap<>();
        fields.forEach((name, value) -> named.put(String.valueOf(name), value));
        return named;
    }
}
