/** What a reminder is about, in the words of one language. */
export interface Facts {
  readonly firstName: string | null
  readonly business: string
  /** The service and who does it; null for an appointment without one. */
  readonly what: string | null
  /** Day and time, by the clock of the appointment. */
  readonly when: string
  /** Where the customer can confirm, move and cancel by themselves. */
  readonly link: string
}

export interface Words {
  /** Joins a service and who does it. */
  readonly by: (service: string, member: string) => string
  readonly text: (facts: Facts) => string
  readonly subject: (facts: Facts) => string
  readonly mail: (facts: Facts) => string
  readonly confirmed: (facts: Facts) => string
  readonly cancelled: (facts: Facts) => string
  readonly tooLate: (facts: Facts) => string
  readonly otherTime: (facts: Facts) => string
  readonly gone: (facts: Facts) => string
}

const english: Words = {
  by: (service, member) => `${service} with ${member}`,
  text: (f) =>
    `${hello(f, 'Hi')}a reminder from ${f.business}: ${f.what ?? 'your appointment'}, ${f.when}. Reply C to confirm, R to reschedule, X to cancel. ${f.link}`,
  subject: (f) => `Reminder: ${f.what ?? 'your appointment'}, ${f.when}`,
  mail: (f) =>
    `${hello(f, 'Hi', 'Hello')}\n\na reminder from ${f.business}: ${f.what ?? 'your appointment'}, ${f.when}.\n\nTo confirm, move or cancel it: ${f.link}`,
  confirmed: (f) => `Thank you. ${f.business} expects you: ${f.when}.`,
  cancelled: (f) => `Your appointment at ${f.business} (${f.when}) is cancelled.`,
  tooLate: (f) => `Your appointment (${f.when}) can no longer be cancelled by text. Please call ${f.business}.`,
  otherTime: (f) => `Choose another time here: ${f.link}`,
  gone: (f) => `Your appointment at ${f.business} (${f.when}) was changed in the meantime. Please call us.`,
}

const german: Words = {
  by: (service, member) => `${service} bei ${member}`,
  text: (f) =>
    `${hello(f, 'Hallo')}Erinnerung von ${f.business}: ${f.what ?? 'Ihr Termin'}, ${f.when}. Antworten Sie C zum Bestätigen, R zum Verschieben, X zum Absagen. ${f.link}`,
  subject: (f) => `Erinnerung: ${f.what ?? 'Ihr Termin'}, ${f.when}`,
  mail: (f) =>
    `${hello(f, 'Hallo', 'Guten Tag')}\n\nErinnerung von ${f.business}: ${f.what ?? 'Ihr Termin'}, ${f.when}.\n\nBestätigen, verschieben oder absagen: ${f.link}`,
  confirmed: (f) => `Danke. ${f.business} erwartet Sie: ${f.when}.`,
  cancelled: (f) => `Ihr Termin bei ${f.business} (${f.when}) ist abgesagt.`,
  tooLate: (f) => `Ihr Termin (${f.when}) kann nicht mehr per SMS abgesagt werden. Bitte rufen Sie ${f.business} an.`,
  otherTime: (f) => `Wählen Sie hier einen anderen Termin: ${f.link}`,
  gone: (f) => `Ihr Termin bei ${f.business} (${f.when}) hat sich inzwischen geändert. Bitte rufen Sie uns an.`,
}

const spanish: Words = {
  by: (service, member) => `${service} con ${member}`,
  text: (f) =>
    `${hello(f, 'Hola')}recordatorio de ${f.business}: ${f.what ?? 'su cita'}, ${f.when}. Responda C para confirmar, R para cambiar, X para anular. ${f.link}`,
  subject: (f) => `Recordatorio: ${f.what ?? 'su cita'}, ${f.when}`,
  mail: (f) =>
    `${hello(f, 'Hola', 'Buenos días')}\n\nrecordatorio de ${f.business}: ${f.what ?? 'su cita'}, ${f.when}.\n\nPara confirmarla, cambiarla o anularla: ${f.link}`,
  confirmed: (f) => `Gracias. ${f.business} le espera: ${f.when}.`,
  cancelled: (f) => `Su cita en ${f.business} (${f.when}) queda anulada.`,
  tooLate: (f) => `Su cita (${f.when}) ya no se puede anular por SMS. Llame a ${f.business}, por favor.`,
  otherTime: (f) => `Elija otra hora aquí: ${f.link}`,
  gone: (f) => `Su cita en ${f.business} (${f.when}) ha cambiado entretanto. Llámenos, por favor.`,
}

const french: Words = {
  by: (service, member) => `${service} avec ${member}`,
  text: (f) =>
    `${hello(f, 'Bonjour')}rappel de ${f.business} : ${f.what ?? 'votre rendez-vous'}, ${f.when}. Répondez C pour confirmer, R pour déplacer, X pour annuler. ${f.link}`,
  subject: (f) => `Rappel : ${f.what ?? 'votre rendez-vous'}, ${f.when}`,
  mail: (f) =>
    `${hello(f, 'Bonjour', 'Bonjour')}\n\nrappel de ${f.business} : ${f.what ?? 'votre rendez-vous'}, ${f.when}.\n\nPour le confirmer, le déplacer ou l’annuler : ${f.link}`,
  confirmed: (f) => `Merci. ${f.business} vous attend : ${f.when}.`,
  cancelled: (f) => `Votre rendez-vous chez ${f.business} (${f.when}) est annulé.`,
  tooLate: (f) => `Votre rendez-vous (${f.when}) ne peut plus être annulé par SMS. Merci d'appeler ${f.business}.`,
  otherTime: (f) => `Choisissez un autre horaire ici : ${f.link}`,
  gone: (f) => `Votre rendez-vous chez ${f.business} (${f.when}) a changé entre-temps. Merci de nous appeler.`,
}

/** The words of the house, by language. None of them asks for a word that carriers take for themselves. */
export const languages: Readonly<Record<string, Words>> = { en: english, de: german, es: spanish, fr: french }

/** Calls somebody by their name, if there is one; a mail begins with a greeting in any case. */
function hello({ firstName }: Facts, greeting: string, nameless?: string): string {
  if (firstName !== null) return nameless === undefined ? `${greeting} ${firstName}, ` : `${greeting} ${firstName},`
  return nameless === undefined ? '' : `${nameless},`
}
