package dev.runbook.provider.process;

import dev.runbook.language.failure.FailureClass;
import dev.runbook.provider.FailureText;
import dev.runbook.provider.KnownFailures;
import java.util.List;

/** The page of a failure class: what it means, what it matches and where each text comes from. */
public final class FailureClassText {
    private FailureClassText() {}

    /**
     * The page, its lines at most 100 characters but for samples.
     *
     * @param all what each provider knows
     */
    public static String of(FailureClass failureClass, List<KnownFailures> all) {
        StringBuilder page = new StringBuilder();
        page.append(failureClass.name())
                .append(": ")
                .append(failureClass.about())
                .append(".\n");
        List<FailureText> texts = all.stream()
                .flatMap(known -> known.texts().stream())
                .filter(text -> text.failureClass() == failureClass)
                .toList();
        if (texts.isEmpty()) {
            page.append("\nThe interpreter itself finds this failure; no output is matched.\n");
        } else {
            page.append("\nIt matches error output that says one of these:\n");
            for (FailureText text : texts) {
                page.append("\n  /").append(text.pattern().pattern()).append("/\n");
                text.exception()
                        .ifPresent(other -> page.append("    but not: /")
                                .append(other.pattern())
                                .append("/\n"));
                page.append("    such as: ").append(text.sample()).append('\n');
                page.append("    printed by ").append(text.versions()).append("; ");
                page.append(text.source().words()).append(".\n");
            }
        }
        List<String> advice = all.stream()
                .flatMap(known -> known.advice().about(failureClass).stream())
                .distinct()
                .toList();
        if (!advice.isEmpty()) {
            page.append("\nWhat to do:\n");
            advice.forEach(line -> page.append("  ").append(line).append('\n'));
        }
        page.append(
                failureClass.canBeNamed()
                        ? "\nIn a runbook:\n  rescue " + failureClass.name() + " => failure\n"
                        : "\nNo rescue clause answers to it. What must be done in any case belongs in ensure.\n");
        if (failureClass.canBeNamed() && failureClass.passesByRescue()) {
            page.append(
                    "\nOnly a clause that names it answers to a no, and none does where nobody was there to answer.\n");
        }
        return page.toString();
    }
}
