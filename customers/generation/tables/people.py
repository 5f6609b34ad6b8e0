"""Given names and surnames of each people; it knows no country.

``women`` and ``men`` are given names. Where surnames have a form for women, ``women's`` are those, in the same order.
"""

# ruff: noqa: RUF001 (Greek letters are no misspelt Latin ones)

PEOPLE = """
== fr
women|Marie|Camille|Julie|Léa|Sophie|Nathalie|Isabelle|Chloé|Manon|Aurélie|Céline|Hélène|Anaïs|Mathilde|Élodie|Juliette
men|Jean|Pierre|Thomas|Nicolas|Julien|Antoine|François|Lucas|Hugo|Mathieu|Éric|Philippe|Rémi|Olivier|Benoît|Gaëtan
surnames|Martin|Bernard|Dubois|Thomas|Robert|Richard|Petit|Durand|Leroy|Moreau|Simon|Laurent|Lefebvre|Michel|Garcia
surnames|David|Bertrand|Roux|Vincent|Fournier|Morel|Girard|André|Mercier|Dupont|Lambert|Bonnet|François|Martinez|Legrand
surnames|Garnier|Faure|Rousseau|Blanc|Guérin|Muller|Henry|Roussel|Nicolas|Perrin|Morin|Mathieu|Clément|Gauthier|Dumont
surnames|Lopez|Fontaine|Chevalier|Robin|Masson|Sanchez|Gérard|Nguyen|Boyer|Denis|Lemaire|Duval|Joly|Gautier|Roger|Roche
== de
women|Anna|Sabine|Julia|Katharina|Claudia|Stefanie|Lena|Birgit|Monika|Petra|Franziska|Jana|Heike|Susanne|Käthe|Jördis
men|Thomas|Michael|Andreas|Stefan|Jürgen|Klaus|Matthias|Sebastian|Lukas|Felix|Jörg|Wolfgang|Uwe|Tobias|Günther|Björn
surnames|Müller|Schmidt|Schneider|Fischer|Weber|Meyer|Wagner|Becker|Schulz|Hoffmann|Schäfer|Koch|Bauer|Richter|Klein
surnames|Wolf|Schröder|Neumann|Schwarz|Zimmermann|Braun|Krüger|Hofmann|Hartmann|Lange|Schmitt|Werner|Krause|Meier
surnames|Lehmann
surnames|Schmid|Schulze|Maier|Köhler|Herrmann|König|Walter|Mayer|Huber|Kaiser|Fuchs|Peters|Lang|Scholz|Möller|Weiß|Jung
surnames|Hahn|Schubert|Vogel|Friedrich|Keller|Günther|Frank|Berger|Winkler|Roth|Beck|Lorenz|Baumann|Franke|Albrecht|Groß
== en
women|Mary|Jennifer|Emily|Sarah|Jessica|Elizabeth|Olivia|Charlotte|Amelia|Grace|Hannah|Rebecca|Laura|Megan|Alice|Zoe
men|James|John|Robert|Michael|William|David|Thomas|Daniel|Matthew|George|Harry|Oliver|Jack|Edward|Andrew|Christopher
surnames|Smith|Johnson|Williams|Brown|Jones|Davies|Miller|Wilson|Taylor|Anderson|Thomas|Jackson|White|Harris|Martin
surnames|Thompson|Robinson|Clark|Lewis|Walker|Hall|Allen|Young|King|Wright|Scott|Green|Baker|Adams|Nelson|Carter
surnames|Mitchell
surnames|Roberts|Turner|Phillips|Campbell|Parker|Evans|Edwards|Collins|Stewart|Morris|Rogers|Reed|Cook|Morgan|Bell
surnames|Murphy
surnames|Bailey|Cooper|Richardson|Cox|Howard|Ward|Watson|Brooks|Kelly|Sanders|Price|Bennett|Wood|Barnes|Ross|Henderson
== ie
women|Aoife|Ciara|Niamh|Saoirse|Siobhán|Róisín|Sinéad|Gráinne|Orla|Maeve|Emma|Sarah
men|Conor|Seán|Cian|Oisín|Patrick|Liam|Darragh|Eoin|Cormac|Fionn|Declan|Pádraig
surnames|Murphy|Kelly|O'Sullivan|Walsh|Smith|O'Brien|Byrne|Ryan|O'Connor|O'Neill|O'Reilly|Doyle|McCarthy|Gallagher
surnames|Doherty|Kennedy|Lynch|Murray|Quinn|Moore|McLoughlin|O'Carroll|Connolly|Daly|Wilson|Dunne|Brennan|Burke|Nolan
== es
women|María|Carmen|Ana|Isabel|Laura|Cristina|Marta|Lucía|Elena|Raquel|Nuria|Pilar|Rocío|Silvia|Beatriz|Inés
men|Antonio|José|Manuel|Francisco|David|Juan|Javier|Daniel|Carlos|Jesús|Alejandro|Miguel|Rafael|Álvaro|Sergio|Íñigo
surnames|García|Rodríguez|González|Fernández|López|Martínez|Sánchez|Pérez|Gómez|Martín|Jiménez|Ruiz|Hernández|Díaz
surnames|Moreno|Muñoz|Álvarez|Romero|Alonso|Gutiérrez|Navarro|Torres|Domínguez|Vázquez|Ramos|Gil|Ramírez|Serrano|Blanco
surnames|Molina|Morales|Suárez|Ortega|Delgado|Castro|Ortiz|Rubio|Marín|Sanz|Núñez|Iglesias|Medina|Garrido|Cortés|Ibáñez
== mx
women|Guadalupe|María|Juana|Margarita|Verónica|Alejandra|Leticia|Fernanda|Daniela|Ximena|Valeria|Sofía|Lourdes|Itzel
men|José|Juan|Luis|Jesús|Miguel|Fernando|Jorge|Ricardo|Héctor|Arturo|Eduardo|Raúl|Rubén|Óscar|Emiliano|Santiago
surnames|Hernández|García|Martínez|López|González|Pérez|Rodríguez|Sánchez|Ramírez|Cruz|Flores|Gómez|Morales|Vázquez
surnames|Jiménez|Reyes|Díaz|Torres|Gutiérrez|Ruiz|Mendoza|Aguilar|Ortiz|Castillo|Moreno|Rivera|Ramos|Chávez|Juárez
surnames|Salazar|Luna|Cervantes|Villanueva|Zamora|Espinoza|Cárdenas|Ávila|Guerrero|Contreras|Núñez
== it
women|Giulia|Francesca|Chiara|Laura|Sara|Elena|Anna|Valentina|Paola|Martina|Silvia|Alessia|Federica|Giovanna
men|Marco|Giuseppe|Andrea|Francesco|Luca|Alessandro|Matteo|Giovanni|Antonio|Davide|Stefano|Paolo|Roberto|Nicolò
surnames|Rossi|Russo|Ferrari|Esposito|Bianchi|Romano|Colombo|Ricci|Marino|Greco|Bruno|Gallo|Conti|De Luca|Mancini|Costa
surnames|Giordano|Rizzo|Lombardi|Moretti|Barbieri|Fontana|Santoro|Mariani|Rinaldi|Caruso|Ferrara|Galli|Martini|Leone
surnames|Longo|Gentile|Martinelli|Vitale|Lombardo|Serra|Coppola|De Santis|D'Angelo|Marchetti|Parisi|Villa|Conte|Ferri
== nl
women|Anna|Emma|Sanne|Lotte|Femke|Maaike|Ingrid|Marieke|Saskia|Eva|Fleur|Anouk|Noor|Wilma|Renée
men|Jan|Pieter|Daan|Sem|Bram|Lars|Thijs|Willem|Jeroen|Sander|Koen|Maarten|Ruben|Joost|André
surnames|de Jong|Jansen|de Vries|van den Berg|van Dijk|Bakker|Janssen|Visser|Smit|Meijer|de Boer|Mulder|de Groot|Bos
surnames|Vos|Peters|Hendriks|van Leeuwen|Dekker|Brouwer|de Wit|Dijkstra|Smits|de Graaf|van der Meer|Kok|Jacobs|de Haan
surnames|Vermeulen|van den Heuvel|van der Veen|Schouten|van Beek|Willems|van Vliet|Hoekstra|Maas|Verhoeven|Koster|Prins
surnames|Peeters|Maes|Claes|Goossens|Wouters|De Smet|Dubois|Desmet|Mertens|Aerts|Lemmens|Coppens
== pt
women|Maria|Ana|Joana|Inês|Beatriz|Catarina|Sofia|Marta|Rita|Teresa|Leonor|Luísa|Conceição
men|João|José|António|Manuel|Pedro|Tiago|Rui|Miguel|Luís|Nuno|Gonçalo|Duarte|Vítor
surnames|Silva|Santos|Ferreira|Pereira|Oliveira|Costa|Rodrigues|Martins|Sousa|Fernandes|Gonçalves|Gomes|Lopes|Marques
surnames|Alves|Almeida|Ribeiro|Pinto|Carvalho|Teixeira|Moreira|Correia|Mendes|Nunes|Soares|Vieira|Monteiro|Cardoso
surnames|Rocha|Neves|Coelho|Cruz|Cunha|Pires|Ramos|Reis|Simões|Antunes|Matos|Fonseca|Araújo|Magalhães
== br
women|Ana|Juliana|Fernanda|Camila|Larissa|Patrícia|Aline|Bruna|Letícia|Mariana|Adriana|Gabriela|Renata|Thaís
men|José|João|Carlos|Paulo|Lucas|Marcos|Rafael|Felipe|Gustavo|Bruno|Thiago|Leandro|Anderson|Caio
surnames|da Silva|dos Santos|Oliveira|Souza|Rodrigues|Ferreira|Alves|Pereira|Lima|Gomes|Costa|Ribeiro|Martins|Carvalho
surnames|Almeida|Lopes|Soares|Fernandes|Vieira|Barbosa|Rocha|Dias|Nascimento|Andrade|Moreira|Nunes|Marques|Machado
surnames|Mendes|Freitas|Cardoso|Ramos|Gonçalves|Santana|Teixeira|Araújo|Cavalcanti|Assunção
== pl
women|Anna|Maria|Katarzyna|Małgorzata|Agnieszka|Barbara|Ewa|Magdalena|Elżbieta|Joanna|Zofia|Żaneta
men|Piotr|Krzysztof|Andrzej|Tomasz|Jan|Paweł|Michał|Marcin|Jakub|Adam|Łukasz|Grzegorz
surnames|Nowak|Kowalski|Wiśniewski|Wójcik|Kowalczyk|Kamiński|Lewandowski|Zieliński|Szymański|Woźniak|Dąbrowski
surnames|Kozłowski|Jankowski|Mazur|Kwiatkowski|Krawczyk|Kaczmarek|Piotrowski|Grabowski|Zając|Pawłowski|Michalski|Król
surnames|Wieczorek|Jabłoński|Wróbel|Nowakowski|Majewski|Olszewski|Stępień|Malinowski|Jaworski|Adamczyk|Dudek|Górski
women's|Nowak|Kowalska|Wiśniewska|Wójcik|Kowalczyk|Kamińska|Lewandowska|Zielińska|Szymańska|Woźniak|Dąbrowska
women's|Kozłowska|Jankowska|Mazur|Kwiatkowska|Krawczyk|Kaczmarek|Piotrowska|Grabowska|Zając|Pawłowska|Michalska|Król
women's|Wieczorek|Jabłońska|Wróbel|Nowakowska|Majewska|Olszewska|Stępień|Malinowska|Jaworska|Adamczyk|Dudek|Górska
== cs
women|Jana|Marie|Eva|Hana|Anna|Lenka|Kateřina|Lucie|Věra|Alena|Petra|Tereza|Žofie
men|Jiří|Jan|Petr|Josef|Pavel|Martin|Tomáš|Jaroslav|Miroslav|Zdeněk|Václav|Ondřej|Šimon
surnames|Novák|Svoboda|Novotný|Dvořák|Černý|Procházka|Kučera|Veselý|Horák|Němec|Pokorný|Marek|Pospíšil|Hájek|Král
surnames|Jelínek|Růžička|Beneš|Fiala|Sedláček|Doležal|Zeman|Kolář|Krejčí|Navrátil|Čermák|Urban|Vaněk|Blažek|Kříž
women's|Nováková|Svobodová|Novotná|Dvořáková|Černá|Procházková|Kučerová|Veselá|Horáková|Němcová|Pokorná|Marková
women's|Pospíšilová|Hájková|Králová|Jelínková|Růžičková|Benešová|Fialová|Sedláčková|Doležalová|Zemanová|Kolářová|Krejčí
women's|Navrátilová|Čermáková|Urbanová|Vaňková|Blažková|Křížová
== sv
women|Anna|Eva|Maria|Karin|Kristina|Sara|Emma|Elsa|Linnéa|Ingrid|Åsa|Märta
men|Lars|Anders|Mikael|Johan|Per|Erik|Karl|Fredrik|Gustav|Oskar|Björn|Göran
surnames|Andersson|Johansson|Karlsson|Nilsson|Eriksson|Larsson|Olsson|Persson|Svensson|Gustafsson|Pettersson|Jonsson
surnames|Lindberg|Lindström|Lindqvist|Berg|Bergström|Lundgren|Sandberg|Forsberg|Sjöberg|Wallin|Engström|Holm|Nyström
== da
women|Anne|Kirsten|Mette|Hanne|Susanne|Lene|Camilla|Freja|Ida|Sofie|Bodil|Sørine
men|Peter|Jens|Michael|Lars|Henrik|Thomas|Søren|Jørgen|Mads|Rasmus|Frederik|Åge
surnames|Nielsen|Jensen|Hansen|Pedersen|Andersen|Christensen|Larsen|Sørensen|Rasmussen|Jørgensen|Petersen|Madsen
surnames|Kristensen|Olsen|Thomsen|Christiansen|Poulsen|Johansen|Møller|Mortensen|Knudsen|Østergaard|Bæk|Krogh
== no
women|Anne|Inger|Kari|Marit|Ingrid|Liv|Astrid|Solveig|Nora|Emma|Silje|Åse
men|Jan|Per|Bjørn|Ole|Lars|Kjell|Knut|Svein|Arne|Henrik|Øyvind|Håkon
surnames|Hansen|Johansen|Olsen|Larsen|Andersen|Pedersen|Nilsen|Kristiansen|Jensen|Karlsen|Berg|Haugen|Hagen|Bakken
surnames|Solberg|Bøe|Moen|Strand|Lund|Sæther|Ødegård|Nygård|Lien|Vik|Aas|Fjeld
== fi
women|Maria|Anna|Helena|Johanna|Kaarina|Anneli|Aino|Päivi|Hanna|Sanna|Tuuli|Päivikki
men|Juhani|Mikael|Matti|Antti|Jari|Timo|Kari|Heikki|Pekka|Ville|Eero|Väinö
surnames|Korhonen|Virtanen|Mäkinen|Nieminen|Mäkelä|Hämäläinen|Laine|Heikkinen|Koskinen|Järvinen|Lehtonen|Lehtinen
surnames|Saarinen|Niemi|Salminen|Heinonen|Kinnunen|Salonen|Turunen|Laitinen|Tuominen|Rantanen|Karjalainen|Jokinen
== el
women|Μαρία=Maria|Ελένη=Eleni|Αικατερίνη=Aikaterini|Γεωργία=Georgia|Σοφία=Sofia|Άννα=Anna|Ιωάννα=Ioanna
men|Γεώργιος=Georgios|Ιωάννης=Ioannis|Κωνσταντίνος=Konstantinos|Δημήτριος=Dimitrios|Νικόλαος=Nikolaos|Ηλίας=Ilias
surnames|Παπαδόπουλος=Papadopoulos|Παππάς=Pappas|Οικονόμου=Oikonomou|Παπαγεωργίου=Papageorgiou|Μακρής=Makris
surnames|Νικολάου=Nikolaou|Γεωργίου=Georgiou|Βλάχος=Vlachos|Αντωνίου=Antoniou|Δημητρίου=Dimitriou
surnames|Κωστόπουλος=Kostopoulos
women's|Παπαδοπούλου=Papadopoulou|Παππά=Pappa|Οικονόμου=Oikonomou|Παπαγεωργίου=Papageorgiou|Μακρή=Makri
women's|Νικολάου=Nikolaou|Γεωργίου=Georgiou|Βλάχου=Vlachou|Αντωνίου=Antoniou|Δημητρίου=Dimitriou|Κωστοπούλου=Kostopoulou
== ja
women|陽子=Yoko|恵子=Keiko|美咲=Misaki|さくら=Sakura|由美=Yumi|愛=Ai|直美=Naomi|結衣=Yui
men|健=Ken|大輔=Daisuke|翔太=Shota|浩=Hiroshi|誠=Makoto|拓也=Takuya|隆=Takashi|蓮=Ren
surnames|佐藤=Sato|鈴木=Suzuki|高橋=Takahashi|田中=Tanaka|伊藤=Ito|渡辺=Watanabe|山本=Yamamoto|中村=Nakamura|小林=Kobayashi
surnames|加藤=Kato|吉田=Yoshida|山田=Yamada|佐々木=Sasaki|山口=Yamaguchi|松本=Matsumoto|井上=Inoue|木村=Kimura|林=Hayashi
== in
women|Priya|Anjali|Sunita|Pooja|Kavita|Neha|Lakshmi|Divya|Meena|Aishwarya|Ritu|Shreya
men|Amit|Rahul|Sanjay|Rajesh|Vijay|Arjun|Suresh|Karthik|Anil|Vikram|Rohan|Manoj
surnames|Sharma|Singh|Kumar|Patel|Gupta|Reddy|Nair|Iyer|Mehta|Joshi|Verma|Shah|Rao|Das|Chatterjee|Mukherjee|Desai|Menon
surnames|Agarwal|Malhotra|Kapoor|Chopra|Bose|Pillai|Naidu|Kulkarni|Banerjee|Mishra|Yadav|Saxena
== ma
women|Fatima|Khadija|Amina|Salma|Nadia|Leïla|Samira|Hind|Zineb|Meryem|Sonia|Yasmine
men|Mohamed|Ahmed|Youssef|Karim|Hassan|Rachid|Omar|Mehdi|Saïd|Nabil|Anis|Hédi
surnames|Alaoui|Benali|El Amrani|Idrissi|Tazi|Bennani|Chraïbi|El Fassi|Berrada|Lahlou|Benjelloun|Ziani|Ouazzani|Sebti
surnames|Trabelsi|Ben Salah|Gharbi|Jaziri|Mansouri|Ben Youssef|Hamdi|Ayari|Chebbi|Khelifi|Bouazizi|Mejri
== tr
women|Fatma|Ayşe|Emine|Zeynep|Elif|Merve|Özlem|Büşra|Gülay|İrem|Şule|Çiğdem
men|Mehmet|Mustafa|Ahmet|Ali|Hüseyin|Murat|Ömer|Emre|Yusuf|İbrahim|Gökhan|Uğur
surnames|Yılmaz|Kaya|Demir|Şahin|Çelik|Yıldız|Yıldırım|Öztürk|Aydın|Özdemir|Arslan|Doğan|Kılıç|Aslan|Çetin|Kara|Koç|Kurt
surnames|Özkan|Şimşek|Polat|Korkmaz|Çakır|Erdoğan|Güneş|Aksoy|Ünal|İpek|Işık|Öz
"""
