package dev.runbook.app.view;

import dev.runbook.app.foresee.ComparedState;
import dev.runbook.app.view.ForesightRow.RowMark;
import dev.runbook.language.value.ResourceId;
import dev.runbook.provider.Impact;
import dev.runbook.rehearsal.shadow.Exchange.ObjectChange;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** One object that an action changes. */
record ObjectLine(RowMark mark, String name, List<String> differences) {
    private static final int MOST_DIFFERENCES = 3;

    static List<ObjectLine> of(Impact impact, List<ObjectChange> changes) {
        List<ObjectLine> lines = new ArrayList<>();
        Set<String> written = new HashSet<>();
        for (ObjectChange change : changes) {
            if (!isHook(change)) {
                ObjectLine line = of(change);
                written.add(line.name());
                if (!ComparedState.isSame(change)) {
                    lines.add(line);
                }
            }
        }
        // What the run does not come to, because the server refuses something before.
        add(lines, written, RowMark.CHANGED, impact.changed());
        add(lines, written, RowMark.NEW, impact.created());
        add(lines, written, RowMark.REMOVED, impact.removed());
        lines.sort(Comparator.comparing(
                line -> line.mark() == RowMark.CHANGED && line.differences().isEmpty()));
        lines.addAll(hooks(changes));
        return lines;
    }

    /** An object that was written is what came of that, and nothing where it stayed as it was. */
    private static void add(List<ObjectLine> lines, Set<String> written, RowMark mark, List<ResourceId> objects) {
        for (ResourceId object : objects) {
            if (written.add(object.shortName())) {
                lines.add(new ObjectLine(mark, object.shortName(), List.of()));
            }
        }
    }

    /** What helm makes, waits for and may delete again. */
    private static List<ObjectLine> hooks(List<ObjectChange> changes) {
        return changes.stream()
                .filter(change -> change.before().isEmpty() && isHook(change))
                .map(change -> new ObjectLine(RowMark.HOOK, ObjectDifference.name(change.after()), List.of("a hook")))
                .distinct()
                .toList();
    }

    private static boolean isHook(ObjectChange change) {
        Map<String, Object> object = change.before().isEmpty() ? change.after() : change.before();
        return object.get("metadata") instanceof Map<?, ?> metadata
                && metadata.get("annotations") instanceof Map<?, ?> annotations
                && annotations.containsKey("helm.sh/hook");
    }

    private static ObjectLine of(ObjectChange change) {
        RowMark mark =
                change.before().isEmpty() ? RowMark.NEW : change.after().isEmpty() ? RowMark.REMOVED : RowMark.CHANGED;
        Map<String, Object> object = mark == RowMark.REMOVED ? change.before() : change.after();
        return new ObjectLine(mark, ObjectDifference.name(object), ObjectDifference.of(change));
    }

    /** Whether more is said than that it changes. */
    boolean tells() {
        return mark != RowMark.CHANGED || !differences.isEmpty();
    }

    String text() {
        String all =
                String.join(", ", differences.stream().limit(MOST_DIFFERENCES).toList());
        return all.isEmpty() ? name : name + ": " + all;
    }
}
