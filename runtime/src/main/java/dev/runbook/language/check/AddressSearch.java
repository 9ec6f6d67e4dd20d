package dev.runbook.language.check;

import dev.runbook.diagnostic.Code;
import dev.runbook.syntax.Expression;
import dev.runbook.syntax.Statement;
import java.util.List;
import java.util.Optional;

/** Finds the one step that an overlay's address means, or says why there is not exactly one. */
final class AddressSearch {
    private static final int SHOWN = 4;

    private static final int LISTED = 200;

    private AddressSearch() {}

    static Optional<StepOutline.StepEntry> find(
            Expression address, StepOutline outline, Statement.Extends base, CheckDiagnostics diagnostics) {
        Optional<String> written = ConstantText.require(address, "an address", diagnostics);
        if (written.isEmpty()) {
            return Optional.empty();
        }
        List<StepOutline.StepEntry> found = outline.find(written.get());
        if (found.size() == 1) {
            return Optional.of(found.getFirst());
        }
        if (found.isEmpty()) {
            missing(address, written.get(), outline, base, diagnostics);
        } else {
            ambiguous(address, written.get(), found, diagnostics);
        }
        return Optional.empty();
    }

    private static void missing(
            Expression address,
            String written,
            StepOutline outline,
            Statement.Extends base,
            CheckDiagnostics diagnostics) {
        CheckDiagnostics.DiagnosticBuilder finding =
                diagnostics.at(Code.RB0207, address.span()).label("no step has this title or id");
        Optional<String> near = diagnostics.nearest(written, outline.names());
        near.map(outline::find)
                .flatMap(entries -> entries.stream().findFirst())
                .ifPresent(entry -> finding.and(entry.step().title().span(), "the nearest is this one"));
        if (near.isEmpty()) {
            finding.and(base.span(), "the steps are those of this file");
        }
        String steps = outline.addresses().isEmpty()
                ? "It has no steps at all."
                : "Its steps begin with: " + some(outline.addresses());
        finding.says(
                "the base has no step `" + written + "`",
                near.isPresent() ? "" : steps,
                near.map(name -> "Did you mean `" + name + "`?")
                        .orElse("Name one of them; `runbook show "
                                + base.path().span().text().replaceAll("[\"']", "") + "` shows them all."));
    }

    /** As many as fit on about two lines. */
    private static String some(List<String> addresses) {
        StringBuilder some = new StringBuilder();
        int shown = 0;
        for (String address : addresses) {
            if (shown > 0 && some.length() + address.length() > LISTED) {
                break;
            }
            some.append(shown++ > 0 ? ", " : "")
                    .append('`')
                    .append(SourcePlaces.cut(address))
                    .append('`');
        }
        int more = addresses.size() - shown;
        return some + (more > 0 ? " and " + more + " more." : ".");
    }

    private static void ambiguous(
            Expression address, String written, List<StepOutline.StepEntry> found, CheckDiagnostics diagnostics) {
        CheckDiagnostics.DiagnosticBuilder finding =
                diagnostics.at(Code.RB0208, address.span()).label("which one?");
        found.stream()
                .limit(SHOWN)
                .forEach(entry -> finding.and(entry.step().title().span(), "`" + entry.address() + "`"));
        finding.says(
                "`" + written + "` means " + found.size() + " steps",
                "A change must have one place.",
                "Write the path to the one that you mean, such as `"
                        + found.getFirst().address() + "`.");
    }
}
