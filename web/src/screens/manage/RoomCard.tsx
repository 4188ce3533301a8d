/*
 * On the administrator's Beranda when the disk's room gets short.
 */
import type { Room } from "../../api/types";
import { useLoad } from "../../parts/load";
import { words } from "../../text/storage";
import { roomWords } from "./Storage";

export default function RoomCard() {
	const { data } = useLoad<Room>("/api/v1/storage/room");

	if (!data || data.state === "fine")
		return null;
	return (
		<section class="notice warn stack near room" aria-labelledby="room">
			<h2 id="room">{words("card")}</h2>
			<p>{roomWords(data)}</p>
			<p><a href="/kelola/ruang">{words("card.go")}</a></p>
		</section>
	);
}
