package dev.runbook.language.check;

import dev.runbook.syntax.Block;
import dev.runbook.syntax.Statement;
import java.util.ArrayList;
import java.util.List;

/** The lists of statements that stand inside a statement. */
final class NestedStatements {
    private NestedStatements() {}

    static List<List<Statement>> of(Statement statement) {
        return switch (statement) {
            case Statement.Step step -> of(step.block());
            case Statement.Edit edit -> of(edit.block());
            case Statement.Procedure procedure -> of(procedure.block());
            case Statement.Conditional conditional -> {
                List<List<Statement>> inner = new ArrayList<>();
                conditional.branches().forEach(branch -> inner.add(branch.body()));
                conditional.otherwise().ifPresent(inner::add);
                yield inner;
            }
            case Statement.Modified modified -> List.of(List.of(modified.statement()));
            case Statement.For loop -> List.of(loop.body());
            case Statement.Unreadable gap ->
                gap.block().map(NestedStatements::of).orElse(List.of());
            case Statement.Title s -> List.of();
            case Statement.Extends s -> List.of();
            case Statement.Include s -> List.of();
            case Statement.Set s -> List.of();
            case Statement.Param s -> List.of();
            case Statement.Secret s -> List.of();
            case Statement.InNamespace s -> List.of();
            case Statement.Binding s -> List.of();
            case Statement.Remove s -> List.of();
            case Statement.Perform s -> List.of();
            case Statement.WaitUntil s -> List.of();
            case Statement.Pause s -> List.of();
            case Statement.Retry s -> List.of();
            case Statement.Raise s -> List.of();
            case Statement.Verb s -> List.of();
            case Statement.Action s -> List.of();
        };
    }

    static List<List<Statement>> of(Block block) {
        List<List<Statement>> inner = new ArrayList<>();
        inner.add(block.body());
        block.rescues().forEach(rescue -> inner.add(rescue.body()));
        block.ensure().ifPresent(ensure -> inner.add(ensure.body()));
        return inner;
    }
}
