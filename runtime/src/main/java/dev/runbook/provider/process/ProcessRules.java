package dev.runbook.provider.process;

import dev.runbook.language.failure.Failed;
import dev.runbook.language.signature.ArgumentRules;
import dev.runbook.language.signature.ArgumentText;
import dev.runbook.language.signature.Signature;
import dev.runbook.language.value.Value;
import java.util.List;
import java.util.Map;

/** What {@code run} refuses of its arguments. */
final class ProcessRules implements ArgumentRules {
    @Override
    public void text(Signature signature, String parameter, String text) {
        switch (parameter) {
            case "program" -> ProgramArguments.program(text);
            case "arguments" -> ArgumentText.of(Value.of(text), "an argument of run");
            default -> {}
        }
    }

    @Override
    public void together(
            Signature signature, List<Value> positional, Map<String, Value> options, List<Boolean> written) {
        ProgramArguments given = new ProgramArguments(positional, options);
        given.all();
        given.environment();
        given.refuseDash(written).ifPresent(failure -> {
            throw new Failed(failure);
        });
    }
}
