package dev.runbook.run.engine;

import dev.runbook.language.eval.LookupRequest;
import dev.runbook.language.eval.Reader;
import dev.runbook.language.value.Resources;
import dev.runbook.language.value.Value;
import dev.runbook.port.LiveProgress;
import dev.runbook.run.journal.Masking;
import java.util.List;
import java.util.Map;

/** A reader that has every secret it reads hidden from then on, and says so of one that cannot be. */
record MaskingReader(Reader reader, Masking masking, LiveProgress live) implements Reader {
    @Override
    public Value read(LookupRequest request) throws InterruptedException {
        Value value = reader.read(request);
        note(value);
        return value;
    }

    private void note(Value value) {
        switch (value) {
            case Value.Secret(String name, String content) -> {
                if (masking.hide(name, content)) {
                    live.warning(Masking.unhidden(name));
                }
            }
            case Value.List(List<Value> items) -> items.forEach(this::note);
            case Value.Map(Map<String, Value> entries) -> entries.values().forEach(this::note);
            case Value.Entity(String _, Map<String, Value> fields) ->
                fields.values().forEach(this::note);
            case Value.Text _,
                    Value.Int _,
                    Value.Bool _,
                    Value.Nil _,
                    Value.Duration _,
                    Value.Version _,
                    Value.Pattern _,
                    Resources _,
                    Value.Unknown _ -> {
                // Nothing of these is secret by itself.
            }
        }
    }
}
