//! Words by which no request is told from another: those of grammar and of politeness, a list a language; and, in whatever language they
//! stand, those that press and those of rank, since neither is evidence.

use std::collections::HashMap;
use std::sync::LazyLock;

use language::Language;

/// In which languages a word is silent, and whether it is so in all of them.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Silent {
    languages: u8,
    everywhere: bool,
}

impl Silent {
    /// What is known of a word in small letters.
    pub(super) fn of(word: &str) -> Self {
        KNOWN.get(word).copied().unwrap_or_default()
    }

    /// Whether the word says nothing in a text of this language.
    pub(super) fn is_silent(self, language: Language) -> bool {
        self.everywhere || self.belongs_to(language)
    }

    /// Whether it is one of the small words of this language, by which a language is known.
    pub(super) fn belongs_to(self, language: Language) -> bool {
        self.languages & bit(language) != 0
    }
}

fn bit(language: Language) -> u8 {
    match language {
        Language::En => 1,
        Language::De => 2,
        Language::Es => 4,
        Language::Fr => 8,
    }
}

static KNOWN: LazyLock<HashMap<&'static str, Silent>> = LazyLock::new(|| {
    let mut known: HashMap<&'static str, Silent> = HashMap::new();
    for (language, words) in
        [(Language::En, ENGLISH), (Language::De, GERMAN), (Language::Es, SPANISH), (Language::Fr, FRENCH)]
    {
        for word in words.split_whitespace() {
            known.entry(word).or_default().languages |= bit(language);
        }
    }
    for word in PRESSING.split_whitespace().chain(RANKS.split_whitespace()) {
        known.entry(word).or_default().everywhere = true;
    }
    known
});

const ENGLISH: &str = "
a about above after again against ago all already also although always am among an and another any anybody anyone anything anyway are
aren around as ask asked asking asks at available away back be because been before being below best better between both but by call came
can cannot colleague colleagues come comes coming could couldn day days dear did didn do does doesn doing don done down during each either
else enough etc even ever every everybody everyone everything few first for forward found from further get gets getting give given go goes
going good got great had hadn happen happens happy has hasn have haven having he hello help her here hers hey hi him his hope how however i
idea ideas if in instead into is isn it its itself just keep kind kindly know known last later least let like little long look looking lot
made make makes making many may maybe me mean means might mine more most much must my need needed needs neither never new next no nobody
none nor not nothing now of off offer often ok okay on once one ones only onto or other others ought our ours out over own per perhaps
please pls put quite rather really regards request requests require required said same say says see seem seems send shall she short should
shouldn since so some somebody somehow someone something sometimes sorry still such sure take takes taking tell than thank thanks that the
their theirs them themselves then there these they thing things think this those though through thus thx till to together too two under
until up upon us use used using very via want wanted wants was wasn way we well went were weren what when where whether which while who
whole whom whose why will wish with within without won work works would wouldn yes yet you your yours yourself ll ve re morning afternoon";

const GERMAN: &str = "
ab aber alle allem allen aller alles als also am an andere anderem anderen anderer anderes anfrage auch auf aus außer bald bei beide beiden
beim bereits besser bin bis bisher bist bitte bitten brauche brauchen braucht da dabei dadurch dafür dagegen daher damit danach daneben dank
danke dann daran darauf daraus darf darin darum darüber das dass davon dazu dein deine dem den denen denn dennoch der deren des deshalb
dessen die dies diese diesem diesen dieser dieses doch dort du durch dürfen eben ein eine einem einen einer eines einfach einige einigen
einmal er erst erste ersten es etwa etwas euch euer eure für ganz gar geben gegen gehen geht gern gerne gibt grüße grüßen gruß gut gute
guten hab habe haben hallo hat hatte hatten hätte hätten helfen hier hilfe hin hinter ich ihm ihn ihnen ihr ihre ihrem ihren ihrer ihres im
immer in indem ins irgend ist ja jede jedem jeden jeder jedes jedoch jemand jetzt kann kannst kaum kein keine keinem keinen keiner keines
kolleginnen kollegen kommen kommt können könnt könnte könnten lassen liebe lieber machen macht mal man manche mehr mein meine meinem meinen
meiner mit möchte möchten möglich möglichst muss müssen müsste nach nachdem nächste nächsten natürlich neben nein nicht nichts nie niemand
noch nun nur ob obwohl oder ohne per schon sehr sei seid sein seine seinem seinen seiner seit seitdem selbst sich sie sind so sogar solche
soll sollen sollte sollten sondern sonst sowie sowohl statt tag tage trotzdem über um und uns unser unsere unserem unseren unserer unter
viel viele vielen vielleicht vom von vor wann war waren warum was wegen weil welche welchem welchen welcher welches wenig wenige wenn wer
werde werden weshalb wie wieder will wir wird wirklich wo wollen worden wurde wurden würde würden zeigen zu zum zur zusammen zwar zwei
zwischen wäre wären freundlichen freundliche";

const SPANISH: &str = "
a acerca además ahí ahora al algo alguien algún alguna algunas alguno algunos allí ante antes aquel aquella aquí así aún aunque ayuda ayudar
bajo bastante bien buen buena buenas bueno buenos cada casi como cómo con conmigo contra cosa cosas cual cuál cuales cualquier cuando cuándo
cuánto cuántos da dado de debe deben debería deberían del demás dentro desde después día días dice dicho donde dónde dos durante e el él
ella ellas ello ellos en entonces entre era eran es esa esas ese eso esos esta está están estar estas este esto estos estoy estamos ser
favor fue fueron gracias gran ha había habría hacer hace hacen haga haría hasta hay he hemos han hola hoja igual la las le les lo los luego
más me mejor menos mí mi mía mientras mis mismo misma mucha muchas mucho muchos muy nada nadie necesita necesitamos necesitan necesito ni
ninguna ninguno no nos nosotros nuestra nuestras nuestro nuestros nueva nuevas nuevo nuevos nunca o os otra otras otro otros para pero pide
pidió poco podéis podemos poder podría podríamos podrían porque por posible pregunta pronto propio pueda puede pueden puedo pues que qué
queremos quería queríamos quien quién quienes quiere quieren quiero saludos se sea según sé sería será si sí sido siempre sin sino sobre
sois solicitud solo sólo somos son soy su sus suya suyo tal también tampoco tan tanto te tener tenemos tengo tiene tienen toda todas
todavía todo todos tras tu tú un una unas uno unos usted ustedes va vamos van vez veces vosotros y ya yo estimado estimada estimados";

const FRENCH: &str = "
a ai aide aider ainsi ait alors après au aucun aucune aujourd auprès aussi autre autres aux avait avant avec avez avoir avons bien bon bonne
bonjour bonsoir c ça car ce ceci cela celle celles celui cependant certains ces cet cette ceux chaque chez chose choses ci comme comment
contre cordialement d dans de déjà demande demander demandes depuis derrière des dès désolé deux devait devant devoir devons devrait dire
dit doit doivent donc donner dont du durant elle elles en encore enfin ensuite entre es est et était étaient été être eu eux faire fait
faites falloir faudrait faut font hui il ils j jamais je jour jours l la là laquelle le lequel les lesquels leur leurs lors lorsque lui m
ma madame mais malgré me même mêmes merci mes messieurs mettre mieux moi moins mon monsieur n ne ni non nos notre nôtre nous nouveau
nouveaux nouvel nouvelle nouvelles on ont ou où oui par parce parfois pas pendant personne peu peut peuvent plus plusieurs plutôt possible
pour pourquoi pourrait pourraient pourrez pourriez pouvez pouvoir pouvons près prévoyez puis puisque qu quand que quel quelle quelles quels
quelque quelques qui quoi rien s sa salut sans se selon sera serait seront ses seulement si sinon soit son sont sous souhaite souhaitons
suis sur t ta tandis te tel telle tellement tels tes toi ton toujours tous tout toute toutefois toutes très trop tu un une va vers voici
voilà voir vos votre vôtre voudrais voudrait voudrions voulons vous y besoin avons faudrait";

/// How somebody presses, in any language: the tone, not the deadline, which has a field of its own.
const PRESSING: &str = "
asap urgent urgently urgency urgents urgente urgentes urgentemente urgemment urgence urgencia urge urgent immediately immediate instantly
priority prio critical crucial escalation escalate escalated escalating emergency rush hurry hurried quick quickly fast faster soon sooner
soonest promptly prompt today tonight tomorrow yesterday deadline deadlines overdue latest eod cob
dringend dringende dringendes dringlich dringlichkeit dringendst sofort sofortig unverzüglich umgehend eilig eilt eile schnell schneller
schnellstens schnellstmöglich baldmöglichst asap heute morgen gestern priorität eskalation eskalieren kritisch frist fristen spätestens
inmediatamente inmediato inmediata cuanto rápido rápidamente rápida prisa prioridad prioritario crítico escalado hoy mañana ayer límite
plazo apremia
immédiatement immédiat immédiate vite rapidement rapide priorité prioritaire critique escalade demain hier délai délais échéance tard
pressé presse pressant";

/// Words of rank: who wants it says nothing about what it is.
const RANKS: &str = "
ceo cfo coo cto cio ciso chro cmo cpo evp svp vp avp md chairman chairwoman chairperson president presidents boss bosses
vorstand vorstands vorstände geschäftsführer geschäftsführerin geschäftsführung bereichsleiter bereichsleiterin chef chefin chefs
presidente presidenta consejero consejera jefe jefa jefes
pdg dg président présidente patron patronne";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn small_words_belong_to_their_languages_and_pressing_ones_to_all() {
        let and = Silent::of("und");
        assert!(and.is_silent(Language::De) && !and.is_silent(Language::En) && and.belongs_to(Language::De));
        let urgent = Silent::of("dringend");
        assert!(Language::ALL.iter().all(|language| urgent.is_silent(*language)));
        assert!(!urgent.belongs_to(Language::De), "who presses in German may write English");
        assert_eq!(Silent::of("negotiation"), Silent::default());
    }

    #[test]
    fn every_word_stands_in_small_letters() {
        for word in KNOWN.keys() {
            assert_eq!(*word, word.to_lowercase());
        }
    }
}
