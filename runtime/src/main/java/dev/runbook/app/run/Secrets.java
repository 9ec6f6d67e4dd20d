package dev.runbook.app.run;

import dev.runbook.app.composition.CommandExit;
import dev.runbook.app.composition.Execution;
import dev.runbook.app.composition.Terminal;
import dev.runbook.language.eval.ValueText;
import dev.runbook.language.program.Input;
import dev.runbook.language.value.Value;
import dev.runbook.port.People;
import dev.runbook.port.SecretPrompt;
import dev.runbook.run.report.ExitCode;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The secrets of a run: which must be hidden, and which parameters hold one. */
final class Secrets {
    private Secrets() {}

    /** Has the secrets of a run that is carried on hidden, before anything of it is made again from what is kept. */
    static void hide(
            Terminal terminal,
            Execution execution,
            List<Input> inputs,
            Map<String, Value> recorded,
            Optional<String> file,
            SecretPrompt prompt)
            throws InterruptedException {
        List<Input> secrets = inputs.stream()
                .filter(input -> recorded.get(input.name()) instanceof Value.Secret)
                .toList();
        Map<String, Value> known = new LinkedHashMap<>(recorded);
        known.keySet().retainAll(secrets.stream().map(Input::name).toList());
        try {
            hide(terminal, execution, InputValues.again(secrets, known, file, terminal.environment(), prompt));
        } catch (CommandExit missing) {
            // Whoever needs it to go on says so; a look at what there is to do needs none.
            return;
        }
    }

    /** Has the secrets among parameters hidden, with a password that stands elsewhere than in its URL. */
    static void hide(Terminal terminal, Execution execution, Map<String, Value> inputs) {
        terminal.hiding(inputs).forEach((_, value) -> {
            if (value instanceof Value.Secret(String secret, String content)) {
                execution
                        .passwordElsewhere(content)
                        .ifPresent(password -> terminal.masking().hideGiven(secret, password));
            }
        });
    }

    /** A person is asked for each secret only once. */
    static SecretPrompt once(SecretPrompt prompt) {
        Map<String, Optional<String>> typed = new HashMap<>();
        return (name, about) -> {
            if (!typed.containsKey(name)) {
                typed.put(name, prompt.ask(name, about));
            }
            return typed.getOrDefault(name, Optional.empty());
        };
    }

    /**
     * Ends the command when parameters hold the value of a secret and nobody says that this is meant: they cannot be
     * shown, and show the secret wherever else they stand.
     */
    static void confirm(Terminal terminal, Map<String, Value> inputs, boolean agreed, People people)
            throws InterruptedException {
        List<String> holding = inputs.entrySet().stream()
                .filter(input -> terminal.masking().hides(input.getValue()))
                .map(input -> input.getKey() + " (" + terminal.masking().text(ValueText.of(input.getValue())) + ")")
                .toList();
        if (holding.isEmpty() || agreed) {
            return;
        }
        String what = (holding.size() == 1 ? "The parameter " : "The parameters ") + String.join(", ", holding)
                + (holding.size() == 1 ? " holds" : " hold")
                + " the value of a secret, so it can be neither shown nor told from the secret, and whoever sees it"
                + " elsewhere may know the secret.";
        People.Answer answer = people.ask(new People.Question(
                People.QuestionForm.CONFIRM,
                "",
                0,
                what + " Is that intended, and should the run begin?",
                Optional.empty(),
                false));
        switch (answer) {
            case People.Answer.Yes _ -> {}
            case People.Answer.No _ -> throw new CommandExit(ExitCode.DECLINED, "error: the run was not begun.");
            case People.Answer.Nobody _ ->
                throw new CommandExit(
                        ExitCode.DECLINED,
                        "error: " + what
                                + "\n  Nothing has been run. Choose another secret or another value; if it is intended, say so"
                                + " with --yes.");
        }
    }
}
