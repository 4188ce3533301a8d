/* A new question of a bank. */
export { BankNew as default } from "./BankWrite";
