package dev.runbook.action;

import java.util.List;

/** The actions on PostgreSQL. */
public final class PostgresActions {
    private PostgresActions() {}

    public static List<Action> all() {
        return List.of(new PostgresDump(), new PostgresRestore(), new PostgresDrop());
    }
}
