package dev.runbook.language.signature;

import static dev.runbook.language.signature.SignatureBuilder.action;
import static dev.runbook.language.signature.SignatureBuilder.lookup;
import static dev.runbook.language.signature.Type.Basic.ANY;
import static dev.runbook.language.signature.Type.Basic.BOOL;
import static dev.runbook.language.signature.Type.Basic.DURATION;
import static dev.runbook.language.signature.Type.Basic.FAILURE;
import static dev.runbook.language.signature.Type.Basic.INT;
import static dev.runbook.language.signature.Type.Basic.REGEX;
import static dev.runbook.language.signature.Type.Basic.TEXT;

import java.util.List;

/** The language's own statements written as signatures, so that their options are checked and explained as an action's are. */
public final class LanguageForms {
    private LanguageForms() {}

    /** Every statement that takes arguments or options, and {@code given?}. */
    public static List<Signature> all() {
        return List.of(
                param(),
                secret(),
                step(),
                waitUntil(),
                retry(),
                raise(),
                action("assert")
                        .argument("condition", BOOL, "What must hold")
                        .optional("message", TEXT, "What to say when it does not")
                        .effect(Effect.READS)
                        .about(
                                "Stops with AssertionFailed unless a condition holds, and says the values of both sides.")
                        .example("assert helm.version >= \"3.2\", \"Helm 3.2 or newer is needed\"")
                        .sign(),
                action("confirm")
                        .argument("question", TEXT, "A question that is answered with yes or no")
                        .option("show", TEXT, "A file to show with the question")
                        .effect(Effect.READS)
                        .about("Asks a person. A no, or no answer, is Declined and stops the run.")
                        .example("confirm \"Go on?\", show: \"current-values.yml\"")
                        .sign(),
                action("manual")
                        .argument("instruction", TEXT, "What to do by hand")
                        .effect(Effect.ONCE)
                        .about("Asks a person to do something by hand and waits until it is said to be done.")
                        .example("manual \"Point coder.example.com at the new address\"")
                        .sign(),
                action("note")
                        .argument("text", TEXT, "What people should read")
                        .effect(Effect.READS)
                        .about("Shows a text and goes on.")
                        .example("note \"The old release is gone\"")
                        .sign(),
                action("fail")
                        .argument("message", TEXT, "Why")
                        .effect(Effect.READS)
                        .about("Gives up. A failure that came before it is still the one reported first.")
                        .example("fail \"no such cluster\" if !helm.release?(\"coder\")")
                        .sign(),
                action("finish")
                        .optional("reason", TEXT, "Why there is nothing more to do")
                        .effect(Effect.READS)
                        .about("Ends the runbook well.")
                        .example("finish \"up to date\" if helm.release(\"coder\").version == \"1.16.1\"")
                        .sign(),
                lookup("given?")
                        .argument("name", ANY, "The name of a param or a secret")
                        .gives(BOOL)
                        .about("Whether an input has a value.")
                        .example("note \"with a token\" if given? token")
                        .sign());
    }

    private static Signature param() {
        return action("param")
                .argument("name", TEXT, "The name, as a symbol")
                .optional("about", TEXT, "What it is for")
                .choice(
                        "type",
                        "What kind of value; string when neither type nor default says otherwise",
                        "string",
                        "integer",
                        "boolean",
                        "version",
                        "duration",
                        "path",
                        "list")
                .option("default", ANY, "The value when none is given; may use earlier params")
                .option("optional", BOOL, "Whether it may be left out; its value is nil then")
                .option("one_of", new Type.ListOf(ANY), "The values that are allowed")
                .option("matches", REGEX, "A pattern that the whole value must match")
                .effect(Effect.READS)
                .about("An input, given as name=value, in a file with --params, or as RUNBOOK_PARAM_NAME.")
                .example("param :replicas, \"How many pods\", type: :integer, default: 2")
                .sign();
    }

    private static Signature secret() {
        return action("secret")
                .argument("name", TEXT, "The name, as a symbol")
                .optional("about", TEXT, "What it is for")
                .option("optional", BOOL, "Whether it may be left out")
                .effect(Effect.READS)
                .about("An input that is never shown, logged, journalled or put on an argument list.")
                .example("secret :database, \"PostgreSQL URL of the database\", optional: true")
                .sign();
    }

    private static Signature step() {
        return action("step")
                .argument("title", TEXT, "What people see; unique among the steps beside it")
                .option("id", TEXT, "The address, when it is not the title")
                .option("if", BOOL, "Skips the step unless this holds")
                .option("unless", BOOL, "Skips the step when this holds")
                .option("timeout", DURATION, "How long one attempt may take")
                .option("retries", INT, "How many further attempts, at most 1000")
                .between(0, 1000)
                .option("every", DURATION, "The pause before the next attempt")
                .option("backoff", INT, "What the pause is multiplied by after each attempt")
                .between(1, 100)
                .option("destructive", BOOL, "Marks the step as one that removes something")
                .option("verify", BOOL, "A lookup that says whether the effect is already there")
                .option(
                        "again_unless",
                        BOOL,
                        "What must still hold when a run is resumed after the step; otherwise the step is done again")
                .effect(Effect.READS)
                .about("The unit of plan, journal, resume and report.")
                .example("step \"Refresh\", retries: 3, every: 10.seconds do\n  helm.repo_update\nend")
                .sign();
    }

    private static Signature waitUntil() {
        return action("wait")
                .requiredOption("up_to", DURATION, "The longest that it may take")
                .option("every", DURATION, "How often to look where nothing can be watched")
                .option("stable_for", DURATION, "How long the condition must hold without a break")
                .option("fail_if", BOOL, "Gives up at once when this holds")
                .effect(Effect.READS)
                .about("Waits until a condition holds, watching where the API can be watched; or, with a duration"
                        + " alone, a pause.")
                .example("wait up_to: 15.minutes until release_resources(\"coder\").ready?")
                .sign();
    }

    private static Signature retry() {
        return action("retry")
                .option("attempts", INT, "How many times the body may be run again, at most 100; 1 when left out")
                .between(1, 100)
                .effect(Effect.READS)
                .about("In a rescue clause: runs the step's body again.")
                .example("step \"Pull\" do\n  helm.repo_update\nrescue Unreachable\n  try_again attempts: 2\nend")
                .sign();
    }

    private static Signature raise() {
        return action("raise")
                .argument("failure", FAILURE, "The failure that the rescue clause has caught")
                .effect(Effect.READS)
                .about("In a rescue clause: gives up with the failure that came.")
                .example("step \"Try\" do\n  run \"true\"\nrescue => failure\n  raise failure\nend")
                .sign();
    }
}
