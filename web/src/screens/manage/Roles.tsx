/*
 * What someone may do; learning is for everyone. Administrators alone make
 * administrators.
 */
import { ROLES, type Role } from "../../api/types";
import { Choice } from "../../parts/Field";
import { has } from "../../session/roles";
import { person } from "../../session/session";
import { t, type Key } from "../../text";
import { roleName } from "../../text/names";

interface Props {
	roles: Role[];
	change: (roles: Role[]) => void;
}

export function Roles({ roles, change }: Props) {
	return (
		<fieldset class="field">
			<legend>{t("person.roles")}</legend>
			<p class="hint">{t("person.rolesHint")}</p>
			{ROLES.filter((role) => role !== "learner" && (role !== "admin" ||
				has(person(), "admin") || roles.includes(role))).map((role) =>
				<Choice key={role} type="checkbox" name="role" value={role}
					label={roleName(role)} hint={t(`role.${role}.may` as Key)}
					checked={roles.includes(role)}
					change={(on) => change(ROLES.filter((r) =>
						r === role ? on
							: r === "learner" || roles.includes(r)))} />)}
		</fieldset>
	);
}
